// <form data-upload>: photos are sent as they are chosen, one by one, each with its progress.
// data-refresh names the element to bring up to date from the answer; data-too-large, data-max-bytes and data-failed
// hold the limit and the words. Without script the form's own button sends the files.
const ROW = "stack stack--s";

function row(form, file) {
  const item = document.createElement("li");
  item.className = ROW;
  const box = document.createElement("div");
  box.className = "drop";
  const name = document.createElement("span");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  box.append(name, bar);
  item.append(box);
  form.closest("[data-photos]").querySelector("ul").append(item);
  return { item, box, bar };
}

function complain(shown, text) {
  shown.bar.remove();
  const error = document.createElement("p");
  error.className = "error";
  error.setAttribute("role", "alert");
  error.textContent = text;
  shown.box.append(error);
}

function post(form, input, file, bar) {
  const body = new FormData(form);
  body.delete(input.name);
  body.append(input.name, file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing about progress upwards
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", reject);
    request.open("POST", form.action);
    request.responseType = "document";
    request.send(body);
  });
}

function renew(form, page) {
  const id = form.dataset.refresh;
  const fresh = page?.getElementById(id);
  if (!fresh) return location.reload();
  document.getElementById(id).replaceWith(fresh);
  dress();
}

async function send(form, input, file) {
  const shown = row(form, file);
  if (file.size > Number(form.dataset.maxBytes || Infinity)) {
    complain(shown, form.dataset.tooLarge);
    return null;
  }
  try {
    const answer = await post(form, input, file, shown.bar);
    if (answer.status < 400) return answer.response;
    complain(shown, answer.response?.querySelector(".error")?.textContent.trim() || form.dataset.failed);
  } catch {
    complain(shown, form.dataset.failed);
  }
  return null;
}

document.addEventListener("change", async (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form || event.target.type !== "file") return;
  const input = event.target;
  const files = [...input.files];
  input.value = "";
  let page = null;
  let failed = false;
  for (const file of files) {
    const answer = await send(form, input, file);
    page = answer ?? page;
    failed ||= !answer;
  }
  if (page && !failed) renew(form, page);
});

// What is chosen is sent at once, so the button and the browser's own line about chosen files have nothing to say.
function dress() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    form.querySelector("button[type=submit]").hidden = true;
    form.querySelector("[type=file]").classList.add("vh");
  }
}

dress();
