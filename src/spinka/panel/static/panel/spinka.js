/* Spinka panel: what plain HTML and htmx do not do by themselves. No eval, no inline style attributes. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const texts = () => $("#sp-texts").dataset;
  const typing = (el) => el instanceof Element && el.matches("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]");
  const sprite = () => $("use")?.getAttribute("href").split("#")[0];

  /* ---- polling: If-None-Match by hand, quiet in hidden tabs, honest about a lost connection ---- */
  const tags = new Map();
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  let lastLive = clock();
  const live = (isOn) => {
    const mark = $("#live");
    if (!mark) return;
    mark.hidden = !$("[data-sp-poll]") && isOn;
    mark.classList.toggle("is-off", !isOn);
    const text = isOn ? texts().live : `${texts().offline} ${lastLive}`;
    if ($("span", mark).textContent !== text) $("span", mark).textContent = text;
    if (isOn) lastLive = clock();
  };
  const isPolled = (el) => el instanceof Element && "spPoll" in el.dataset;
  htmx.registerExtension("spinka", {
    htmx_config_request(el, { ctx }) {
      if (!isPolled(el)) return true;
      if (document.hidden && ctx.sourceEvent?.type === "every") return false;
      const tag = tags.get(el.id);
      if (tag) ctx.request.headers["If-None-Match"] = tag;
      return true;
    },
    htmx_after_request(el, { ctx }) {
      const tag = ctx.response.headers.get("ETag");
      if (isPolled(el)) {
        if (tag) tags.set(el.id, tag);
        if (ctx.response.status < 500) live(true);
      }
      return true;
    },
    // What a person opened or is writing in stays as it is when the part around it is refreshed.
    htmx_before_morph_attr(el, { attrName }) {
      return !(attrName === "open" && el instanceof HTMLDetailsElement);
    },
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) for (const el of $$("[data-sp-poll]")) htmx.trigger(el, "sp:poll");
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-sp-poll] form");
    if (form) form.setAttribute("hx-morph-skip", "");
  });

  /* ---- toasts ---- */
  const watchToast = (toast) => {
    if (toast.dataset.spWatched) return;
    toast.dataset.spWatched = "1";
    const all = $$("[data-sp-toast]");
    if (all.length > 3) all[0].remove();
    if ("spStay" in toast.dataset) return;
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1500);
      else toast.remove();
    };
    setTimeout(leave, 6000);
  };
  const toast = (text, isBad) => {
    const box = document.createElement("div");
    box.className = isBad ? "sp-toast sp-toast-bad" : "sp-toast";
    box.dataset.spToast = "";
    if (isBad) box.dataset.spStay = "";
    box.innerHTML = `<svg class="sp-i" aria-hidden="true"><use/></svg><span></span><button class="sp-icon-btn sp-icon-s" type="button" data-sp-dismiss><svg class="sp-i" aria-hidden="true"><use/></svg></button>`;
    const [sign, cross] = $$("use", box);
    sign.setAttribute("href", `${sprite()}#${isBad ? "circle-x" : "circle-check"}`);
    cross.setAttribute("href", `${sprite()}#x`);
    $("span", box).textContent = text;
    $("button", box).setAttribute("aria-label", texts().close);
    $("#toasts").append(box);
    watchToast(box);
  };
  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status >= 500 && !(ctx.text || "").includes("<hx-partial")) toast(texts().failed, true);
  });
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx && isPolled(event.detail.ctx.sourceElement)) live(false);
    else if (event.detail.ctx) toast(texts().failed, true);
  });

  /* ---- busy regions: nothing for 300 ms, then a line ---- */
  const busy = new WeakMap();
  document.addEventListener("htmx:before:request", (event) => {
    const { target, sourceElement } = event.detail.ctx;
    if (isPolled(sourceElement) || !(target instanceof Element)) return;
    busy.set(target, setTimeout(() => target.setAttribute("aria-busy", "true"), 300));
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { target } = event.detail.ctx;
    if (!(target instanceof Element)) return;
    clearTimeout(busy.get(target));
    target.removeAttribute("aria-busy");
  });

  /* ---- dialogs: fetched so that their numbers are true; the link works without script ---- */
  const openDialog = async (url) => {
    const dialog = $("#dialog");
    if (!dialog || dialog.open) return;
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" }, credentials: "same-origin" });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) { location.assign(elsewhere); return; }
      if (!answer.ok) throw new Error(String(answer.status));
      dialog.innerHTML = await answer.text();
    } catch {
      toast(texts().failed, true);
      return;
    }
    htmx.process(dialog);
    dialog.showModal();
    $("[autofocus]", dialog)?.focus();
  };
  const closeMenus = (keep) => {
    for (const menu of $$("details.sp-menu[open]")) if (!keep || !menu.contains(keep)) menu.open = false;
  };
  document.addEventListener("click", async (event) => {
    const el = event.target instanceof Element ? event.target : null;
    if (!el) return;
    closeMenus(el);
    if (el.matches("dialog")) { el.close(); return; }
    const dismiss = el.closest("[data-sp-dismiss]");
    if (dismiss) dismiss.closest("[data-sp-toast]").remove();
    const close = el.closest("[data-sp-close]");
    if (close) close.closest("dialog").close();
    const opener = el.closest("[data-sp-open]");
    if (opener) document.getElementById(opener.dataset.spOpen).showModal();
    const link = el.closest("a[data-sp-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      closeMenus();
      await openDialog(link.href);
      return;
    }
    if (el.closest("[data-sp-print]")) window.print();
    const copied = el.closest("[data-sp-copy]");
    if (copied) {
      try {
        await navigator.clipboard.writeText(copied.dataset.spCopy);
        toast(texts().copied);
      } catch { /* The value stands beside the button and can be selected. */ }
    }
    const discard = el.closest("[data-sp-discard]");
    if (discard) {
      const form = document.getElementById(discard.dataset.spDiscard);
      form.reset();
      refreshSave(form);
    }
  });

  /* ---- save bar: the form's own button row moves into a bar when something differs ---- */
  const saves = new Map();
  const entriesOf = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string").map(([name, value]) => `${name}=${value}`);
  const differing = (form) => {
    const before = saves.get(form).initial;
    const now = entriesOf(form);
    const changed = new Set([...now.filter((entry) => !before.includes(entry)), ...before.filter((entry) => !now.includes(entry))].map((entry) => entry.split("=")[0]));
    const files = $$("input[type=file]", form).filter((input) => input.files.length).length;
    return changed.size + files;
  };
  function refreshSave(form) {
    const state = saves.get(form);
    if (!state) return;
    const count = differing(form);
    if (count && !state.bar) {
      const bar = document.createElement("div");
      bar.className = "sp-savebar";
      bar.setAttribute("role", "region");
      bar.setAttribute("aria-label", texts().unsaved);
      bar.innerHTML = "<p><b></b></p>";
      state.place = document.createComment("submit");
      state.row.before(state.place);
      const discard = document.createElement("button");
      discard.type = "button";
      discard.className = "btn sp-btn";
      discard.dataset.spDiscard = form.id;
      discard.textContent = texts().discard;
      state.discard = discard;
      state.row.append(discard);
      for (const button of $$("button[type=submit]", state.row)) button.setAttribute("form", form.id);
      bar.append(state.row);
      $(".sp-main").append(bar);
      state.bar = bar;
    }
    if (!count && state.bar) {
      state.discard.remove();
      state.place.replaceWith(state.row);
      state.bar.remove();
      state.bar = null;
    }
    if (state.bar) $("b", state.bar).textContent = `${texts().unsaved} (${count})`;
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && saves.has(form)) refreshSave(form);
    if (event.target.matches?.(".is-invalid")) {
      event.target.classList.remove("is-invalid");
      event.target.removeAttribute("aria-invalid");
    }
  });
  document.addEventListener("submit", (event) => saves.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    for (const [form] of saves) if (form.isConnected && differing(form)) event.preventDefault();
  });

  /* ---- lists: selection, bulk bar, marked row ---- */
  const boxes = () => $$("#rows tbody .sp-check input[type=checkbox]");
  const refreshBulk = () => {
    const bar = $("#rows .sp-bulk");
    const chosen = boxes().filter((box) => box.checked);
    for (const box of boxes()) {
      const row = box.closest("tr");
      if (box.checked) row.setAttribute("aria-selected", "true"); else row.removeAttribute("aria-selected");
    }
    const head = $("#rows thead .sp-check input");
    if (head) {
      head.checked = chosen.length > 0 && chosen.length === boxes().length;
      head.indeterminate = chosen.length > 0 && !head.checked;
    }
    if (!bar) return;
    bar.hidden = chosen.length === 0;
    const all = $("[name=all]", bar);
    if (all && chosen.length < boxes().length) all.value = "";
    const total = bar.dataset.spTotal || boxes().length;
    const number = all?.value ? total : chosen.length;
    for (const el of $$("[data-sp-count]", bar)) {
      const count = el.dataset.spCount ? chosen.filter((box) => box.closest("tr").matches(el.dataset.spCount)).length : number;
      const text = $(".sp-n", el) || el;
      text.textContent = count;
      if (el.matches("button")) el.disabled = count === 0;
    }
  };
  const setAll = (isOn) => { for (const box of boxes()) box.checked = isOn; refreshBulk(); };
  let lastBox = null;
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.closest?.("#rows .sp-check")) return;
    if (box.closest("thead")) setAll(box.checked);
    else refreshBulk();
  });
  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("#rows tbody .sp-check input");
    if (box) {
      if (event.shiftKey && lastBox?.isConnected) {
        const [from, to] = [boxes().indexOf(lastBox), boxes().indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes().slice(from, to + 1)) between.checked = box.checked;
        refreshBulk();
      }
      lastBox = box;
    }
    const button = event.target.closest?.("[data-sp-select]");
    if (button) {
      const all = $("#rows .sp-bulk [name=all]");
      if (all) all.value = button.dataset.spSelect === "all" ? "1" : "";
      setAll(button.dataset.spSelect !== "none");
    }
  });
  const rows = () => $$("#rows tbody tr").filter((row) => $("th a", row));
  const marked = () => $("#rows tr.is-marked");
  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(marked());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    marked()?.classList.remove("is-marked");
    next.classList.add("is-marked");
    $("th a", next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  /* ---- keys ---- */
  const keysAreOn = () => localStorage.getItem("sp-single-keys") !== "off";
  const follow = (selector) => {
    const el = $(selector);
    if (el) el.click();
    return Boolean(el);
  };
  let afterG = 0;
  const single = (key, event) => {
    if (Date.now() - afterG < 1500) {
      afterG = 0;
      return follow(`[data-sp-go="${CSS.escape(key)}"]`);
    }
    if (key === "g") { afterG = Date.now(); return true; }
    if (key === "?") { $("#shortcuts")?.showModal(); return true; }
    if (key === "/") {
      const field = $("#filters input[type=search]");
      if (field) { field.focus(); field.select(); return true; }
      return follow("#find");
    }
    if (key === "j" || key === "k") return move(key === "j" ? 1 : -1) || follow(`[data-sp-key="${key}"]`);
    if (key === "x" && marked()) {
      const box = $(".sp-check input", marked());
      if (box) { box.click(); return true; }
    }
    if (key === "f") { const field = $("#filters select, #filters button"); if (field) { field.focus(); return true; } }
    return event.shiftKey ? false : follow(`[data-sp-key="${CSS.escape(key)}"]`);
  };
  document.addEventListener("keydown", (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === "k" && $("#find")) { event.preventDefault(); follow("#find"); return; }
    if (isCommand && event.key.toLowerCase() === "s") {
      const form = [...saves.keys()].find((one) => one.isConnected && differing(one));
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    const el = event.target;
    if (event.key === "Escape") {
      const menu = el.closest?.("details.sp-menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
      const inline = el.closest?.("form[data-sp-inline]");
      if (inline) { event.preventDefault(); htmx.ajax("GET", inline.dataset.spInline, { target: inline.parentElement, swap: "innerHTML" }); }
      return;
    }
    if (el.matches?.("[data-sp-palette]") && (event.key === "ArrowDown" || event.key === "Enter")) {
      const hit = $("#hits a");
      if (hit) { event.preventDefault(); if (event.key === "Enter") hit.click(); else hit.focus(); }
      return;
    }
    if (el.closest?.(".sp-palette") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      const hits = $$("#hits a");
      const next = hits[hits.indexOf(el) + (event.key === "ArrowDown" ? 1 : -1)] || $("[data-sp-palette]");
      event.preventDefault();
      next.focus();
      return;
    }
    if (isCommand || event.altKey || typing(el) || $("dialog[open]") || !keysAreOn()) return;
    if (single(event.key.toLowerCase(), event)) event.preventDefault();
  });

  /* ---- start, and again for everything swapped in ---- */
  const prepare = (root) => {
    for (const toastBox of $$("[data-sp-toast]", document)) watchToast(toastBox);
    for (const form of $$("form[data-sp-save]", root)) {
      const row = $(".sp-submit", form);
      if (row && !saves.has(form)) saves.set(form, { initial: entriesOf(form), row, bar: null });
    }
    if ($("[data-sp-poll]") && $("#live")?.hidden) live(true);
    const field = $("form[data-sp-inline] input:not([type=hidden])", root);
    if (field && field === document.activeElement) field.select();
    refreshBulk();
  };
  document.addEventListener("htmx:after:swap", () => prepare(document));
  const start = () => {
    prepare(document);
    $("#form-errors, [role=alert][autofocus]")?.focus();
    const keys = $("#single-keys");
    if (keys) {
      keys.checked = keysAreOn();
      keys.addEventListener("change", () => localStorage.setItem("sp-single-keys", keys.checked ? "on" : "off"));
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
