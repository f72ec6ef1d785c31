// Loaded by every page. Each page works without it; this makes it smoother.
import "htmx.org";
import { focusErrors } from "./enhance/errors.js";
import { submitFiltersOnChange } from "./enhance/filters.js";
import { stepCounts } from "./enhance/count.js";
import { guardLongForms } from "./enhance/guard.js";
import { offerSharing } from "./enhance/share.js";
import { offerPrinting } from "./enhance/print.js";
import { walkSuggestions } from "./enhance/suggest.js";
import { rememberLanguage } from "./enhance/language.js";
import { closeAsks } from "./enhance/ask.js";

// Once: these listen on the document, so what htmx brings in later is covered too.
submitFiltersOnChange();
stepCounts();
guardLongForms();
walkSuggestions();
closeAsks();
rememberLanguage();

// For each new piece of page: these look for things to show or focus.
function dress(root) {
  focusErrors(root);
  offerSharing(root);
  offerPrinting(root);
}

dress(document);
document.addEventListener("htmx:after:swap", () => dress(document));
