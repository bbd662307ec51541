/* A form about a claim shows only the fields that its relation has, and only ends that may stand there. */

const VALUE = { position: "Position", number: "Number", text: "Value", date: "Date" };

function types(option, name) {
  return (option.dataset[name] || "").split(" ").filter(Boolean);
}

function only(select, allowed) {
  for (const option of select.options) {
    if (!option.value) continue;
    const fits = !allowed || allowed.includes(option.dataset.type || "") || !option.dataset.type;
    option.disabled = !fits;
    option.hidden = !fits;
  }
  if (select.selectedOptions.length && select.selectedOptions[0].disabled) select.value = "";
}

function show(box, name, shown) {
  for (const field of box.querySelectorAll(`[data-for="${name}"]`)) {
    field.hidden = !shown;
    for (const input of field.querySelectorAll("input, select")) input.disabled = !shown;
  }
}

for (const box of document.querySelectorAll("[data-claim-form]")) {
  const form = box.closest("form");
  const { subject, predicate, role, object, speaker } = form.elements;

  function update() {
    const kind = subject.selectedOptions[0] ? subject.selectedOptions[0].dataset.type : "";
    for (const option of predicate.options) {
      if (!option.value) continue;
      option.disabled = Boolean(kind) && !types(option, "subject").includes(kind);
      option.hidden = option.disabled;
    }
    if (predicate.selectedOptions[0] && predicate.selectedOptions[0].disabled) predicate.value = "";
    const chosen = predicate.selectedOptions[0];
    const stated = Boolean(chosen && chosen.value);
    const value = stated ? chosen.dataset.value : "";
    show(box, "role", stated && chosen.dataset.family === "event");
    role.required = stated && chosen.value === "participant";
    show(box, "value", stated && Boolean(value) && value !== "date");
    show(box, "number", value === "number");
    const named = box.querySelector("[data-value-words]");
    named.textContent = VALUE[value] || "Value";
    form.elements.value.required = stated && Boolean(value) && value !== "date";
    form.elements.when.required = value === "date";
    const allowed = stated ? types(chosen, "object") : [];
    const part = role.selectedOptions[0];
    const narrowed = !role.disabled && part && part.value
      ? allowed.filter((one) => types(part, "types").includes(one)) : allowed;
    show(box, "object", !stated || allowed.length > 0);
    object.required = stated && Boolean(chosen.dataset.required);
    only(object, stated ? narrowed : null);
    for (const option of object.options) {
      if (option.value && option.value === subject.value) option.disabled = option.hidden = true;
    }
    show(box, "how", Boolean(speaker.value) && speaker.value !== "same");
  }

  box.addEventListener("change", update);
  update();
}

for (const box of document.querySelectorAll("[data-name-form]")) {
  const { type, event } = box.closest("form").elements;
  const update = () => {
    show(box, "event", type.value === "EVENT");
    event.required = type.value === "EVENT";
  };
  box.addEventListener("change", update);
  update();
}
