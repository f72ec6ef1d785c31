"""The application's services, faked where the real ones reach outside."""

from marketplace.adapters.pillow_images import PillowImages
from marketplace.facts.services import Services
from tests.fakes.clock import FrozenClock
from tests.fakes.mail import RecordingMail
from tests.fakes.search import MemorySearch
from tests.fakes.storage import MemoryStorage


def fake_services() -> Services:
    """Fresh fakes; photos are processed for real."""
    return Services(
        clock=FrozenClock(),
        mail=RecordingMail(),
        storage=MemoryStorage(),
        images=PillowImages(),
        search=MemorySearch(),
    )
