// Points come from the page itself: { lat, lng, label, url, detail?, number?, territory?, target? }.
import L from "leaflet";

const DOT = 34; // pixels; with its margin a finger finds it

export function readPoints(box) {
  const data = box.querySelector("script[type='application/json']");
  return data ? JSON.parse(data.textContent) : [];
}

function face(point) {
  const dot = document.createElement("span");
  dot.textContent = point.number ?? "";
  return dot;
}

function words(point) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = point.url;
  link.textContent = point.label;
  if (point.lang) link.lang = point.lang;
  box.append(link);
  if (point.detail) {
    const detail = document.createElement("p");
    detail.textContent = point.detail;
    box.append(detail);
  }
  return box;
}

export function marker(point) {
  const plain = point.number === undefined || point.number === null;
  const icon = L.divIcon({ html: face(point), className: plain ? "dot dot--plain" : "dot", iconSize: [DOT, DOT] });
  const pin = L.marker([point.lat, point.lng], { icon, title: point.label, alt: point.label, riseOnHover: true });
  if (point.url) pin.bindPopup(words(point), { offset: [0, -8], minWidth: 120, closeButton: false });
  pin.on("add", () => {
    if (point.territory) pin.getElement().dataset.territory = point.territory;
  });
  return pin;
}

export function clusters(markers, box) {
  const group = L.markerClusterGroup({
    showCoverageOnHover: false,
    maxClusterRadius: 38,
    animate: false,
    iconCreateFunction: (cluster) => bunch(cluster.getChildCount(), box),
  });
  return group.addLayers(markers);
}

function bunch(count, box) {
  const dot = document.createElement("span");
  dot.textContent = count;
  const label = document.createElement("span");
  label.className = "vh";
  label.textContent = ` ${box.dataset.bunch}`;
  dot.append(label);
  return L.divIcon({ html: dot, className: "dot dot--bunch", iconSize: [DOT + 8, DOT + 8] });
}
