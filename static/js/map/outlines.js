// The valleys' outlines, from data-outlines: GeoJSON whose features carry slug, name and lang.
import L from "leaflet";

function dress(feature, layer) {
  const { slug, name } = feature.properties;
  layer.on("add", () => {
    layer.getElement().dataset.territory = slug;
  });
  layer.on("tooltipopen", (event) => Object.assign(event.tooltip.getElement().dataset, { territory: slug }));
  layer.bindTooltip(name, { permanent: true, direction: "center", className: "map__label", interactive: false });
}

export async function outlines(map, box) {
  if (!box.dataset.outlines) return null;
  const answer = await fetch(box.dataset.outlines);
  if (!answer.ok) return null; // the points are worth showing without the valleys
  return L.geoJSON(await answer.json(), {
    interactive: false,
    style: { className: "map__land", weight: 2, fillOpacity: box.dataset.tiles ? 0.25 : 1 },
    onEachFeature: dress,
  }).addTo(map);
}
