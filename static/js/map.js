// Loaded by pages with a map (components/map.html). The still map stands until Leaflet has taken its place.
import L from "leaflet";
import "leaflet.markercluster";
import { clusters, marker, readPoints } from "./map/points.js";
import { outlines } from "./map/outlines.js";
import { follow } from "./map/follow.js";

const VALLEYS = [
  [44.4, 6.1],
  [45.6, 7.6],
]; // what to show when there is nothing to fit: south-west and north-east
const CLOSEST = 13;

// In the middle of a page a finger scrolls the page, not the map; two fingers still zoom.
function options(box) {
  const whole = box.dataset.map === "page";
  const coarse = matchMedia("(pointer: coarse)").matches;
  return {
    zoomControl: false,
    attributionControl: false,
    scrollWheelZoom: whole,
    dragging: whole || !coarse,
    maxZoom: box.dataset.tiles ? 18 : CLOSEST,
    minZoom: 7,
    zoomSnap: 0.5,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

function controls(map, box) {
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  if (!box.dataset.attribution) return;
  L.control.attribution({ prefix: false }).addAttribution(box.dataset.attribution).addTo(map);
}

function fit(map, points, land) {
  if (points.length === 1) map.setView([points[0].lat, points[0].lng], 10.5);
  else if (points.length)
    map.fitBounds(
      points.map((point) => [point.lat, point.lng]),
      { padding: [40, 40], maxZoom: 11 },
    );
  else map.fitBounds(land?.getBounds().isValid() ? land.getBounds() : VALLEYS);
}

async function start(box) {
  const stage = document.createElement("div");
  stage.className = "map__live";
  stage.setAttribute("role", "region");
  stage.setAttribute("aria-label", box.dataset.label);
  const still = box.querySelector(".map__still");
  still.before(stage);
  still.setAttribute("hidden", ""); // an SVG has no hidden property
  const map = L.map(stage, options(box));
  controls(map, box);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
  const points = readPoints(box);
  fit(map, points, null);
  const land = await outlines(map, box);
  if (!points.length) fit(map, points, land);
  const markers = new Map(points.map((point) => [point, marker(point)]));
  clusters([...markers.values()], box).addTo(map);
  follow(markers);
}

for (const box of document.querySelectorAll("[data-map]")) start(box);
