// What htmx does not do: the focus after a change, and long texts that are kept while they are being written.
// Every page works without this file.
(function () {
  "use strict";

  // A summary of faults is read out at once.
  function focusSummary(root) {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  // Long texts are kept in this tab until they are sent: a closed lid or a lost line costs nothing.
  const prefix = "anskaf-text ";
  function nameOf(field) {
    return prefix + location.pathname + " " + field.form.getAttribute("action") + " " + field.name;
  }
  function keepTexts(root) {
    root.querySelectorAll("textarea[data-keep]").forEach(function (field) {
      if (!field.form || field.dataset.kept) return;
      field.dataset.kept = "1";
      const name = nameOf(field);
      const kept = sessionStorage.getItem(name);
      if (kept !== null && kept !== field.value && field.defaultValue === field.value) {
        offer(field, kept, name);
      }
      field.addEventListener("input", function () {
        try { sessionStorage.setItem(name, field.value); } catch (full) { /* the text still stands in the field */ }
      });
      field.form.addEventListener("submit", function () { sessionStorage.removeItem(name); });
    });
  }
  function offer(field, kept, name) {
    const words = document.documentElement.lang === "en"
      ? ["A text that was not sent is kept here.", "Bring it back", "Forget it"]
      : ["Her ligger en tekst, som ikke blev sendt.", "Hent den frem", "Glem den"];
    const line = document.createElement("p");
    line.className = "kept notice";
    line.setAttribute("role", "status");
    line.append(words[0]);
    [1, 2].forEach(function (which) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.textContent = words[which];
      button.addEventListener("click", function () {
        if (which === 1) field.value = kept; else sessionStorage.removeItem(name);
        line.remove();
        field.focus();
      });
      line.append(button);
    });
    field.before(line);
  }

  // Nothing that was written stays in the tab for the next person.
  document.addEventListener("submit", function (event) {
    if (event.target.getAttribute("action") === "/sign-out") sessionStorage.clear();
  });

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    setTimeout(function () {
      form.querySelectorAll("button[type=submit]").forEach(function (button) { button.disabled = true; });
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("button[type=submit][disabled]").forEach(function (button) { button.disabled = false; });
  });

  function ready(root) { keepTexts(root); focusSummary(root); }
  document.addEventListener("DOMContentLoaded", function () { ready(document); });
  document.addEventListener("htmx:afterSettle", function (event) { ready(event.detail.elt); });

  // "/" leads to the search, as in other tools; not while somebody writes.
  document.addEventListener("keydown", function (event) {
    const writes = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey) {
      const search = document.getElementById("search");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });
})();
