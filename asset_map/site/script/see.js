// Lets somebody see the password they type: a box beside it, where there is a script.
for (const field of document.querySelectorAll("input[data-see]")) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.addEventListener("change", () => { field.type = box.checked ? "text" : "password"; });
  label.className = "see";
  label.append(box, " ", field.dataset.see);
  field.after(label);
  field.form.addEventListener("submit", () => { field.type = "password"; });
}
