"""The map of all makers, and the shapes that every live map draws."""

from flask import Response, render_template, url_for

from marketplace.search.queries.places import points
from marketplace.search.views.blueprint import blueprint
from marketplace.search.views.scenery import dot, outlines, outlines_geojson, tiles, view_box
from marketplace.territories.queries import commune_index, territories
from marketplace.web.access import Access, access
from marketplace.web.i18n import language

MOST_POINTS = 2000
A_DAY = "public, max-age=86400"


@blueprint.get("/map/", endpoint="map")
@access(Access.ANYONE)
def whole_map() -> str:
    makers = []
    for point in points(MOST_POINTS):
        commune = commune_index()[point.commune]
        lat, lng = point.latitude or commune.latitude, point.longitude or commune.longitude
        x, y = dot(lat, lng)
        makers.append(
            {
                "lat": lat,
                "lng": lng,
                "x": x,
                "y": y,
                "label": point.name,
                "detail": commune.name,
                "territory": commune.territory,
                "lang": point.language if point.language != language() else "",
                "url": url_for("businesses.show", slug=point.slug),
            }
        )
    by_territory = [(each, [m for m in makers if m["territory"] == each.slug]) for each in territories()]
    return render_template(
        "search/map.html",
        makers=makers,
        by_territory=by_territory,
        outlines=outlines(),
        view_box=view_box(),
        tiles=tiles(),
    )


@blueprint.get("/map/outlines.json", endpoint="outlines")
@access(Access.ANYONE)
def shapes() -> Response:
    return Response(outlines_geojson(), mimetype="application/geo+json", headers={"Cache-Control": A_DAY})
