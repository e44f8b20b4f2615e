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

  // A box in the head of a list chooses every row of the page.
  function chooseAll(root) {
    root.querySelectorAll("table[data-choose]").forEach(function (table) {
      const head = table.querySelector("thead th:first-child");
      const boxes = table.querySelectorAll("tbody input[type=checkbox]");
      if (!head || !boxes.length || head.querySelector("input")) return;
      const box = document.createElement("input");
      box.type = "checkbox";
      box.setAttribute("aria-label", document.documentElement.lang === "en" ? "Choose all on this page" : "Vælg alle på siden");
      box.addEventListener("change", function () {
        boxes.forEach(function (one) { one.checked = box.checked; });
      });
      head.append(box);
    });
  }

  // Scanning: the field is free for the next scan at once, scans are sent one after the other, and each is heard.
  function scanning(form) {
    const field = form.querySelector("input[name=code]");
    const waiting = [];
    let busy = false;
    function sound(kind) {
      const Audio = window.AudioContext || window.webkitAudioContext;
      if (!Audio) return;
      scanning.audio = scanning.audio || new Audio();
      const tones = { found: [880], done: [880, 1320], miss: [220, 160] }[kind] || [];
      tones.forEach(function (pitch, place) {
        const tone = scanning.audio.createOscillator();
        const start = scanning.audio.currentTime + place * 0.12;
        tone.frequency.value = pitch;
        tone.type = kind === "miss" ? "square" : "sine";
        tone.connect(scanning.audio.destination);
        tone.start(start);
        tone.stop(start + 0.1);
      });
    }
    function log(hit) {
      const list = document.getElementById("scan-log");
      const kind = hit.dataset.sound === "miss" ? "miss" : "good";
      const count = list.querySelector("[data-scan-count=" + kind + "]");
      const line = document.createElement("li");
      line.textContent = hit.querySelector(".hit-name").textContent + " – " + hit.querySelector("h2").textContent;
      count.textContent = String(Number(count.textContent) + 1);
      list.querySelector("ol").prepend(line);
      list.hidden = false;
    }
    function next() {
      if (busy || !waiting.length) return;
      busy = true;
      const sent = waiting.shift();
      fetch(form.action, { method: "POST", body: sent, headers: { Accept: "text/html" } }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (text) {
        const result = new DOMParser().parseFromString(text, "text/html").getElementById("scan-result");
        document.getElementById("scan-result").replaceChildren(...result.childNodes);
        const hit = document.querySelector("#scan-result [data-sound]");
        sound(hit.dataset.sound);
        log(hit);
        busy = false;
        next();
      }).catch(function () {
        // A lost session or line: what was scanned waits on this page until it can be sent.
        waiting.unshift(sent);
        stop();
      });
    }
    const stopped = document.getElementById("scan-stopped");
    function count() {
      stopped.querySelector("[data-scan-waiting]").textContent = String(waiting.length);
    }
    function stop() {
      count();
      stopped.hidden = false;
      sound("miss");
    }
    // After a new sign-in in another window the forms have another key: the page is asked for it.
    stopped.querySelector("button").addEventListener("click", function () {
      fetch(form.action, { headers: { Accept: "text/html" } }).then(function (answer) {
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        return answer.text();
      }).then(function (text) {
        const key = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-scan] [name=form_key]").value;
        form.elements.form_key.value = key;
        waiting.forEach(function (sent) { sent.set("form_key", key); });
        stopped.hidden = true;
        busy = false;
        field.focus();
        next();
      }).catch(stop);
    });
    window.addEventListener("beforeunload", function (event) {
      if (waiting.length) event.preventDefault();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      event.stopPropagation();
      const sent = new URLSearchParams(new FormData(form));
      field.value = "";
      field.focus();
      if (sent.get("code").trim()) { waiting.push(sent); count(); next(); }
    });
    form.querySelectorAll("select").forEach(function (choice) {
      choice.addEventListener("change", function () { field.focus(); });
    });
    document.addEventListener("click", function (event) {
      if (!event.target.closest("a, button, select, input, summary, label")) field.focus();
    });
    field.focus();
  }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-scan]").forEach(scanning);
  });

  function ready(root) { keepTexts(root); focusSummary(root); chooseAll(root); }
  // One thing is edited in its place at a time: two forms of one kind would have the same ids.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!event.detail.target.classList.contains("inline-edit")) return;
    document.querySelectorAll(".inline-edit").forEach(function (place) {
      if (place !== event.detail.target) place.replaceChildren();
    });
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!event.detail.target.classList.contains("inline-edit")) return;
    const field = event.detail.target.querySelector("input:not([type=hidden]), textarea, select");
    if (field) field.focus();
  });

  // Sections and requirements are dragged to their place; their arrows do the same by keyboard and without this file.
  // A section takes the place of another one; a requirement that of another one, or the end of a section.
  const dragged = { thing: null, over: null };
  function dropOn(event) {
    const at = event.target.closest ? event.target : event.target.parentElement;
    if (!dragged.thing || !at) return null;
    const requirement = dragged.thing.dataset.requirement && at.closest("[data-requirement]");
    const place = requirement || at.closest("[data-place]");
    return place === dragged.thing ? null : place;
  }
  function mark(place) {
    if (dragged.over) dragged.over.classList.remove("drop-here");
    dragged.over = place;
    if (place) place.classList.add("drop-here");
  }
  document.addEventListener("dragstart", function (event) {
    const handle = event.target.closest && event.target.closest("[draggable]");
    const thing = handle && handle.parentElement;
    dragged.thing = thing && thing.matches("[data-place], [data-requirement]") ? thing : null;
  });
  document.addEventListener("dragover", function (event) {
    const place = dropOn(event);
    if (place) event.preventDefault();
    if (dragged.thing) mark(place);
  });
  document.addEventListener("drop", function (event) {
    const place = dropOn(event);
    if (!place) return;
    event.preventDefault();
    const form = dragged.thing.querySelector("form[action$='/move']");
    const to = document.createElement("input");
    to.type = "hidden";
    if (!dragged.thing.dataset.requirement) {
      to.name = "position";
      to.value = place.dataset.place;
    } else if (place.dataset.requirement) {
      to.name = "onto";
      to.value = place.dataset.requirement;
    } else {
      to.name = "section";
      to.value = place.id.replace("section-", "");
    }
    form.append(to);
    form.submit();
  });
  document.addEventListener("dragend", function () { mark(null); dragged.thing = null; });

  // A refused question says what is wrong with it: that answer is shown like any other.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

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
