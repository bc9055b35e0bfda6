"use strict";

// What sheaf found in a document, over the pictures of its pages and beside its Markdown. `data` has the elements of the
// text and the tables; each page has its own data and its picture in elements of the document, which are looked at when the
// page comes into view.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const LAYERS = [
    ["picture", "picture", true],
    ["lines", "lines", false],
    ["blocks", "blocks, in reading order", true],
    ["rulings", "rulings", false],
    ["pictures", "figures", false],
    ["tables", "tables", true],
    ["cells", "cells", false],
    ["furniture", "furniture", true],
    ["dropped", "left out", true],
    ["doubts", "doubtful words", true],
];
const COLORS = { lines: "#7a8ca0", blocks: "#1f4fb4", rulings: "#d01010", pictures: "#8a2be2", tables: "#0a7d2c",
    cells: "#3fa35c", furniture: "#8a6100", dropped: "#444", doubts: "#b3261e" };

const byId = (id) => document.getElementById(id);
const sheetsPane = byId("sheets");
const textPane = byId("text");
const sheets = new Map();    // page number -> {box, view, svg, drawn}
const pieces = [];           // element -> its piece of the text
let chosen = null;           // {element, cell}
let matches = [], match = -1;
const edits = new Map();     // table -> {page, area, columns, method, headerRows}

function make(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {}))
        node.setAttribute(key, value);
    node.append(...children);
    return node;
}

function draw(name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes))
        node.setAttribute(key, value);
    return node;
}

function rect(box, attributes) {
    return draw("rect", { x: box[0], y: box[1], width: Math.max(box[2] - box[0], .5), height: Math.max(box[3] - box[1], .5),
        ...attributes });
}

function say(words) {
    byId("said").textContent = words;
}

function grade(confidence) {
    return confidence >= .8 ? "good" : confidence >= .5 ? "fair" : "poor";
}

const percent = (confidence) => Math.round(confidence * 100) + " %";

// ---- the pages

function elementTitle(element) {
    const kind = data.elements[element].kind;
    const table = data.elements[element].table;
    return table === undefined ? kind : `table, ${percent(data.tables[table].confidence)} sure`;
}

function layer(svg, name) {
    const group = draw("g", { class: name });
    group.style.display = isOn(name) ? "" : "none";
    svg.append(group);
    return group;
}

function titled(node, words) {
    const title = draw("title", {});
    title.textContent = words;
    node.append(title);
    return node;
}

function drawTables(svg, number) {
    const outlines = layer(svg, "tables");
    const cells = layer(svg, "cells");
    data.tables.forEach((table, t) => {
        for (const part of table.parts)
            if (part.page === number)
                outlines.append(titled(rect(part.box, { "data-element": table.element, class: grade(table.confidence) }),
                    elementTitle(table.element)));
        table.cells.forEach((cell, c) => {
            if (cell.page === number)
                cells.append(titled(rect(cell.box, { "data-element": table.element, "data-cell": c,
                    class: cell.confidence < .8 ? grade(cell.confidence) : "" }),
                    `table ${t + 1}, row ${cell.row + 1}, column ${cell.col + 1}: ${cell.text}`));
        });
    });
}

function drawSheet(number) {
    const sheet = sheets.get(number);
    if (sheet.drawn)
        return;
    sheet.drawn = true;
    const page = JSON.parse(byId("page-" + number).textContent);
    const picture = byId("picture-" + number);
    if (picture)
        sheet.view.append(make("img", { alt: "Picture of page " + number,
            src: `data:${picture.dataset.type};base64,${picture.textContent}` }));

    const svg = draw("svg", { viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true" });
    const pictures = layer(svg, "pictures");
    page.pictures.forEach((box) => pictures.append(rect(box, {})));
    const lines = layer(svg, "lines");
    page.lines.forEach((box) => lines.append(rect(box, {})));
    const furniture = layer(svg, "furniture");
    const dropped = layer(svg, "dropped");
    data.dropped.forEach((gone) => {
        if (gone.page === number)
            (gone.furniture ? furniture : dropped).append(titled(rect(gone.box, {}), `${gone.why}: ${gone.text}`));
    });
    const blocks = layer(svg, "blocks");
    data.elements.forEach((element, e) => {
        if (element.page !== number)
            return;
        if (element.kind === "header" || element.kind === "footer") {
            furniture.append(titled(rect(element.box, { "data-element": e }), elementTitle(e)));
            return;
        }
        blocks.append(titled(rect(element.box, { "data-element": e }), `${e + 1} ${elementTitle(e)}`));
        const label = draw("text", { x: element.box[0] + 1, y: element.box[1] - 1 });
        label.textContent = e + 1;
        blocks.append(label);
    });
    const rulings = layer(svg, "rulings");
    page.rulings.forEach(([x1, y1, x2, y2]) => rulings.append(draw("line", { x1, y1, x2, y2 })));
    drawTables(svg, number);
    const doubts = layer(svg, "doubts");
    page.doubts.forEach(([box, confidence, text]) => doubts.append(titled(rect(box, {
        style: `fill: hsl(${Math.round(confidence * 60)} 100% 45% / .35)` }), `${text}: ${percent(confidence)} sure`)));
    svg.append(draw("g", { class: "found" }), draw("g", { class: "edit" }));
    sheet.svg = svg;
    sheet.view.append(svg);
    markSheet(number);
    markFound(number);
    drawEdits(number);
}

// A page that is far away gives its picture back.
function clearSheet(number) {
    const sheet = sheets.get(number);
    if (!sheet.drawn)
        return;
    sheet.view.replaceChildren();
    sheet.drawn = false;
    sheet.svg = null;
}

function buildSheets() {
    const near = new IntersectionObserver((entries) => {
        for (const entry of entries) {
            const number = Number(entry.target.dataset.page);
            if (entry.isIntersecting)
                drawSheet(number);
            else
                clearSheet(number);
        }
    }, { root: sheetsPane, rootMargin: "150% 0px" });
    for (const page of data.pages) {
        const view = make("div", { class: "view" });
        view.style.aspectRatio = `${page.width} / ${page.height}`;
        const notes = page.issues.length > 0 ? ": " + page.issues.join("; ") : "";
        const label = page.label ? `Page ${page.number} (${page.label})` : `Page ${page.number}`;
        const box = make("div", { class: "sheet", id: "sheet-" + page.number, "data-page": page.number },
            make("p", {}, label + (page.kind === "digital" ? "" : ", " + page.kind) + notes), view);
        sheets.set(page.number, { box, view, svg: null, drawn: false });
        sheetsPane.append(box);
        near.observe(box);
    }
}

// ---- the text

function tableNode(table, t) {
    const node = make("table", {});
    const rows = new Map();
    table.cells.forEach((cell, c) => {
        if (!rows.has(cell.row))
            rows.set(cell.row, []);
        rows.get(cell.row).push([cell, c]);
    });
    for (let r = 0; r < table.rows; r++) {
        const row = make("tr", {});
        for (const [cell, c] of rows.get(r) || []) {
            const field = make(r < table.header_rows ? "th" : "td", { "data-element": table.element, "data-cell": c });
            field.textContent = cell.text;
            if (cell.rowspan > 1)
                field.rowSpan = cell.rowspan;
            if (cell.colspan > 1)
                field.colSpan = cell.colspan;
            if (cell.confidence < .5)
                field.classList.add("doubtful");
            row.append(field);
        }
        node.append(row);
    }
    const sure = make("span", { class: "grade " + grade(table.confidence) }, percent(table.confidence) + " sure");
    const change = make("button", { type: "button", "data-edit": t }, "Change area and columns");
    const about = make("p", {}, `Table ${t + 1}, page ${table.page}, ${table.method}, `, sure,
        table.warnings.length > 0 ? ": " + table.warnings.join("; ") : "", " ", change);
    return make("div", {}, about, make("div", { class: "table", tabindex: "0", role: "region",
        "aria-label": `Table ${t + 1}` }, node), make("div", { class: "override-place" }));
}

function buildText() {
    let from = 0, page = 0;
    const bytes = new TextEncoder().encode(data.markdown);
    const decoder = new TextDecoder();
    data.elements.forEach((element, e) => {
        const source = decoder.decode(bytes.subarray(from, element.end)).replace(/^\n+|\n+$/g, "");
        from = element.end;
        if (element.page !== page) {
            page = element.page;
            textPane.append(make("p", { class: "divide" }, "page " + page));
        }
        const piece = make("div", { class: "piece " + element.kind, "data-element": e });
        if (element.table !== undefined)
            piece.append(tableNode(data.tables[element.table], element.table));
        else
            piece.append(make("pre", {}, source));
        piece.hidden = source === "" && element.table === undefined;
        pieces.push(piece);
        textPane.append(piece);
    });
    const rest = decoder.decode(bytes.subarray(from)).trim();
    if (rest !== "")
        textPane.append(make("p", { class: "divide" }, "notes"), make("div", { class: "piece" }, make("pre", {}, rest)));
}

// ---- choosing, both ways

function isChosen(node) {
    return chosen !== null && Number(node.dataset.element) === chosen.element &&
        (node.dataset.cell === undefined || Number(node.dataset.cell) === chosen.cell);
}

function markSheet(number) {
    const svg = sheets.get(number).svg;
    if (svg)
        for (const node of svg.querySelectorAll("[data-element]"))
            node.classList.toggle("chosen", isChosen(node));
}

function marked() {
    sheets.forEach((sheet, number) => markSheet(number));
    pieces.forEach((piece) => piece.classList.toggle("chosen", isChosen(piece)));
    for (const field of textPane.querySelectorAll("td[data-cell], th[data-cell]"))
        field.classList.toggle("chosen", isChosen(field));
}

function intoView(node) {
    node.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function choose(element, cell, scroll) {
    chosen = element === null ? null : { element, cell };
    if (chosen !== null) {
        const place = cell === undefined ? data.elements[element] : data.tables[data.elements[element].table].cells[cell];
        drawSheet(place.page);
        if (scroll !== "text")
            intoView(pieces[element]);
        if (scroll !== "sheets")
            showPlace(place);
        say(`${elementTitle(element)}, page ${place.page}`);
    }
    marked();
}

function showPlace(place) {
    const sheet = sheets.get(place.page);
    if (!sheet)
        return;
    const page = data.pages.find((p) => p.number === place.page);
    const scale = sheet.view.clientHeight / page.height;
    const top = sheet.view.getBoundingClientRect().top - sheetsPane.getBoundingClientRect().top + sheetsPane.scrollTop;
    const from = top + place.box[1] * scale, to = top + place.box[3] * scale;
    if (from < sheetsPane.scrollTop || to > sheetsPane.scrollTop + sheetsPane.clientHeight)
        sheetsPane.scrollTop = Math.max(0, from - sheetsPane.clientHeight / 3);
}

function hover(element, cell, on) {
    const cells = cell !== undefined ? `[data-cell="${cell}"]` : ":not([data-cell])";
    for (const node of document.querySelectorAll(`[data-element="${element}"]${cells}`))
        node.classList.toggle("over", on);
}

function linkPane(pane, name) {
    const target = (event) => event.target.closest("[data-element]");
    for (const [type, on] of [["mouseover", true], ["mouseout", false]])
        pane.addEventListener(type, (event) => {
            const node = target(event);
            if (node)
                hover(Number(node.dataset.element), node.dataset.cell, on);
        });
    pane.addEventListener("click", (event) => {
        const node = target(event);
        if (event.target.dataset.edit !== undefined)
            openEdit(Number(event.target.dataset.edit));
        else if (node && !event.target.closest(".override, .edit"))
            choose(Number(node.dataset.element), node.dataset.cell === undefined ? undefined : Number(node.dataset.cell), name);
    });
}

// ---- layers

const isOn = (name) => byId("layer-" + name).checked;

function setLayer(name) {
    if (name === "picture")
        document.body.classList.toggle("hide-picture", !isOn(name));
    else
        for (const group of sheetsPane.querySelectorAll(`svg > .${name}`))
            group.style.display = isOn(name) ? "" : "none";
}

function buildLayers() {
    LAYERS.forEach(([name, words, on], i) => {
        const box = make("input", { type: "checkbox", id: "layer-" + name });
        const label = make("label", { for: "layer-" + name, title: i < 9 ? "key " + (i + 1) : "" }, words);
        box.checked = on;
        box.addEventListener("change", () => setLayer(name));
        if (COLORS[name])
            label.style.setProperty("--layer", COLORS[name]);
        byId("layers").append(make("span", {}, box, " ", label));
    });
}

// ---- search

function markFound(number) {
    const svg = sheets.get(number).svg;
    if (!svg)
        return;
    const group = svg.querySelector(".found");
    group.replaceChildren();
    for (const element of new Set(matches))
        if (data.elements[element].page === number)
            group.append(rect(data.elements[element].box, {}));
}

function markWords(piece, query) {
    const pre = piece.querySelector("pre");
    if (!pre)
        return;
    const text = pre.textContent, low = text.toLowerCase();
    pre.replaceChildren();
    let at = 0;
    for (let found; query !== "" && (found = low.indexOf(query, at)) >= 0; at = found + query.length)
        pre.append(text.slice(at, found), make("mark", {}, text.slice(found, found + query.length)));
    pre.append(text.slice(at));
}

function find(words) {
    const query = words.trim().toLowerCase();
    const before = new Set(matches);
    matches = [];
    pieces.forEach((piece, e) => {
        const found = query !== "" && piece.textContent.toLowerCase().includes(query);
        if (found)
            matches.push(e);
        if (found || before.has(e))
            markWords(piece, query);
    });
    match = -1;
    sheets.forEach((sheet, number) => markFound(number));
    byId("tally").textContent = query === "" ? "" : matches.length === 0 ? "nowhere" : `${matches.length} blocks`;
}

function goToMatch(step) {
    if (matches.length === 0)
        return;
    match = (match + step + matches.length) % matches.length;
    choose(matches[match]);
    byId("tally").textContent = `${match + 1} of ${matches.length}`;
}

// ---- moving about

function pageInView() {
    const top = sheetsPane.scrollTop + sheetsPane.clientHeight / 3;
    let number = data.pages.length > 0 ? data.pages[0].number : 0;
    sheets.forEach((sheet, n) => {
        if (sheet.box.offsetTop - sheetsPane.offsetTop <= top)
            number = n;
    });
    return number;
}

function goToPage(number) {
    const sheet = sheets.get(number);
    if (!sheet)
        return;
    sheetsPane.scrollTop = sheet.box.offsetTop - sheetsPane.offsetTop;
    const first = data.elements.findIndex((element) => element.page === number);
    if (first >= 0)
        textPane.scrollTop = pieces[first].offsetTop - 40;
    byId("page").value = number;
}

function stepPage(step) {
    const numbers = data.pages.map((page) => page.number);
    goToPage(numbers[Math.min(numbers.length - 1, Math.max(0, numbers.indexOf(pageInView()) + step))]);
}

function stepElement(step, wanted) {
    let e = chosen === null ? (step > 0 ? -1 : pieces.length) : chosen.element;
    do
        e += step;
    while (e >= 0 && e < pieces.length && (pieces[e].hidden || !wanted(data.elements[e])));
    if (e >= 0 && e < pieces.length)
        choose(e);
}

function setSide(side) {
    document.body.dataset.side = side;
    byId("tab-pages").setAttribute("aria-pressed", side === "sheets");
    byId("tab-text").setAttribute("aria-pressed", side === "text");
}

const keys = {
    j: () => stepElement(1, () => true),
    k: () => stepElement(-1, () => true),
    t: () => stepElement(1, (element) => element.table !== undefined),
    n: () => stepPage(1),
    p: () => stepPage(-1),
    e: () => chosen !== null && data.elements[chosen.element].table !== undefined &&
        openEdit(data.elements[chosen.element].table),
    "/": () => byId("query").focus(),
    "?": () => byId("help").showModal(),
    Escape: () => choose(null),
};

function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog"))
        return;
    const number = Number(event.key);
    if (number >= 1 && number <= 9) {
        byId("layer-" + LAYERS[number - 1][0]).click();
    } else if (keys[event.key]) {
        event.preventDefault();
        keys[event.key]();
    }
}

function start() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").addEventListener("click", () => {
        const root = document.documentElement.dataset;
        root.theme = root.theme === "dark" ? "light" : "dark";
    });
    buildLayers();
    buildSheets();
    buildText();
    linkPane(sheetsPane, "sheets");
    linkPane(textPane, "text");
    byId("pages").textContent = "of " + (data.pages.length > 0 ? data.pages[data.pages.length - 1].number : 0);
    byId("page").value = pageInView();
    byId("page").addEventListener("change", (event) => goToPage(Number(event.target.value)));
    sheetsPane.addEventListener("scrollend", () => { byId("page").value = pageInView(); });
    byId("query").addEventListener("input", (event) => find(event.target.value));
    byId("search").addEventListener("submit", (event) => { event.preventDefault(); goToMatch(1); });
    byId("back").addEventListener("click", () => goToMatch(-1));
    byId("tab-pages").addEventListener("click", () => setSide("sheets"));
    byId("tab-text").addEventListener("click", () => setSide("text"));
    byId("keys").addEventListener("click", () => byId("help").showModal());
    byId("save").addEventListener("click", saveTemplate);
    document.addEventListener("keydown", onKey);
}
