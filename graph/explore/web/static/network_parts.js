/* Small parts of pages: elements from text, and what the server is asked. */

export const byId = (id) => document.getElementById(id);
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "click") made.addEventListener("click", value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

export const own = (text) => el("bdi", { dir: "auto" }, text);
export const entityLink = (one) => el("a", { class: "name", href: `/entity/${encodeURIComponent(one.id)}` }, own(one.name));

async function told(answer) {
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ? body.error.message : String(answer.status));
  return body;
}

export const get = async (address) => told(await fetch(address, { headers: { accept: "application/json" } }));
export const post = async (address, body) => told(await fetch(address, {
  method: "POST", headers: { accept: "application/json", "content-type": "application/json" }, body: JSON.stringify(body) }));

export const failed = (error) => { byId("tally").textContent = error.message; };
