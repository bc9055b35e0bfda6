"use strict";

// Where a table is and where its columns part, as the reader says: drawn over the page, dragged or typed, and saved as a
// template that `sheaf tables --template` takes.

const round = (value) => Math.round(value * 100) / 100;

function newEdit(t) {
    const table = data.tables[t];
    return { page: table.page, area: table.parts[0].box.slice(), columns: table.columns.slice(1, -1), method: table.method,
        headerRows: table.header_rows };
}

function optionsOf(edit) {
    const area = `--area ${edit.page}:${edit.area.map(round).join(",")}`;
    const columns = edit.columns.length > 0 ? ` --columns ${edit.columns.map(round).join(",")}` : "";
    return `${area}${columns} --method ${edit.method} --header-rows ${edit.headerRows}`;
}

function templateText() {
    let text = `# Tables of ${data.file.replace(/[\r\n]/g, " ")}: sheaf tables --template FILE INPUT... -o FOLDER\n`;
    for (const t of [...edits.keys()].sort((a, b) => a - b)) {
        const edit = edits.get(t);
        text += `\n[table ${t + 1}]\npages=${edit.page}\narea=${edit.area.map(round).join(",")}\n`;
        if (edit.columns.length > 0)
            text += `columns=${edit.columns.map(round).join(",")}\n`;
        text += `method=${edit.method}\nheader-rows=${edit.headerRows}\n`;
    }
    return text;
}

function saveTemplate() {
    const name = data.file.replace(/^.*\//, "").replace(/\.pdf$/i, "") + ".template";
    const link = make("a", { download: name, href: "data:text/plain;charset=utf-8," + encodeURIComponent(templateText()) });
    document.body.append(link);
    link.click();
    link.remove();
    say("template saved as " + name);
}

function numbers(text) {
    return text.split(/[\s,]+/).filter((word) => word !== "").map(Number);
}

function field(panel, name, words, input) {
    const id = `${panel.id}-${name}`;
    input.id = id;
    panel.append(make("label", { for: id }, words), input);
    return input;
}

// The panel shows what the edit holds; what cannot be is not taken over.
function fillPanel(t) {
    const edit = edits.get(t);
    const panel = byId("override-" + t);
    if (!panel)
        return;
    panel.querySelector("[name=area]").value = edit.area.map(round).join(", ");
    panel.querySelector("[name=columns]").value = edit.columns.map(round).join(", ");
    panel.querySelector("[name=method]").value = edit.method;
    panel.querySelector("[name=headers]").value = edit.headerRows;
    panel.querySelector("output").textContent = optionsOf(edit);
}

function readPanel(t) {
    const edit = edits.get(t);
    const panel = byId("override-" + t);
    const area = numbers(panel.querySelector("[name=area]").value);
    const columns = numbers(panel.querySelector("[name=columns]").value);
    const headers = Number(panel.querySelector("[name=headers]").value);
    if (area.length === 4 && area.every(Number.isFinite) && area[0] < area[2] && area[1] < area[3])
        edit.area = area;
    else
        say("an area is four numbers: left, top, right, bottom");
    if (columns.every(Number.isFinite))
        edit.columns = columns.sort((a, b) => a - b);
    else
        say("columns are numbers: where they part");
    edit.method = panel.querySelector("[name=method]").value;
    if (Number.isInteger(headers) && headers >= 0)
        edit.headerRows = headers;
    fillPanel(t);
    drawEdits(edit.page);
}

function closeEdit(t) {
    const page = edits.get(t).page;
    edits.delete(t);
    byId("override-" + t).remove();
    byId("save").disabled = edits.size === 0;
    drawEdits(page);
}

function openEdit(t) {
    const table = data.tables[t];
    choose(table.element);
    if (edits.has(t)) {
        byId("override-" + t).querySelector("input").focus();
        return;
    }
    edits.set(t, newEdit(t));
    const panel = make("div", { class: "override", id: "override-" + t, role: "group", "aria-label": `Table ${t + 1} as you say` });
    pieces[table.element].querySelector(".override-place").append(panel);
    field(panel, "area", "Area (left, top, right, bottom; points)", make("input", { name: "area" }));
    field(panel, "columns", "Columns part at", make("input", { name: "columns" }));
    const method = field(panel, "method", "Method", make("select", { name: "method" }));
    for (const name of ["auto", "lattice", "stream"])
        method.append(make("option", { value: name }, name));
    field(panel, "headers", "Header rows", make("input", { name: "headers", type: "number", min: "0" }));
    panel.append(make("output", {}));
    const forget = make("button", { type: "button" }, "Forget");
    forget.addEventListener("click", () => closeEdit(t));
    panel.append(forget);
    panel.addEventListener("change", () => readPanel(t));
    byId("save").disabled = false;
    fillPanel(t);
    drawEdits(table.page);
    panel.querySelector("input").focus();
}

// ---- drawn over the page, to be dragged

function drag(node, svg, moved) {
    node.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        event.stopPropagation();
        node.setPointerCapture(event.pointerId);
        const move = (at) => {
            const point = new DOMPoint(at.clientX, at.clientY).matrixTransform(svg.getScreenCTM().inverse());
            moved(round(point.x), round(point.y));
        };
        const end = () => {
            node.removeEventListener("pointermove", move);
            node.removeEventListener("pointerup", end);
        };
        node.addEventListener("pointermove", move);
        node.addEventListener("pointerup", end);
    });
    return node;
}

function drawEdit(group, svg, t) {
    const edit = edits.get(t);
    const [x0, y0, x1, y1] = edit.area;
    const outline = rect(edit.area, { class: "area" });
    const lines = edit.columns.map((x) => draw("line", { x1: x, x2: x, y1: y0, y2: y1 }));
    const grips = [];
    // Only what moved is set anew, so that the grip that is held stays.
    const place = () => {
        const [left, top, right, bottom] = edit.area;
        for (const [key, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top }))
            outline.setAttribute(key, value);
        edit.columns.forEach((x, i) => {
            for (const [key, value] of Object.entries({ x1: x, x2: x, y1: top, y2: bottom }))
                lines[i].setAttribute(key, value);
        });
        grips.forEach(([grip, at]) => {
            const [x, y] = at();
            grip.setAttribute("cx", x);
            grip.setAttribute("cy", y);
        });
        fillPanel(t);
    };
    const grip = (x, y, at, moved) => {
        const node = drag(draw("circle", { class: "grip", cx: x, cy: y, r: 4 }), svg, (px, py) => { moved(px, py); place(); });
        grips.push([node, at]);
        return node;
    };
    group.append(outline, ...lines,
        grip(x0, y0, () => [edit.area[0], edit.area[1]], (x, y) => {
            edit.area[0] = Math.min(x, edit.area[2] - 1);
            edit.area[1] = Math.min(y, edit.area[3] - 1);
        }),
        grip(x1, y1, () => [edit.area[2], edit.area[3]], (x, y) => {
            edit.area[2] = Math.max(x, edit.area[0] + 1);
            edit.area[3] = Math.max(y, edit.area[1] + 1);
        }),
        ...edit.columns.map((column, i) => grip(column, y0, () => [edit.columns[i], edit.area[1]], (x) => {
            const after = i > 0 ? edit.columns[i - 1] : edit.area[0];
            const before = i + 1 < edit.columns.length ? edit.columns[i + 1] : edit.area[2];
            edit.columns[i] = round(Math.min(Math.max(x, after + .5), before - .5));
        })));
}

function drawEdits(number) {
    const sheet = sheets.get(number);
    if (!sheet || !sheet.svg)
        return;
    const group = sheet.svg.querySelector(".edit");
    group.replaceChildren();
    for (const [t, edit] of edits)
        if (edit.page === number)
            drawEdit(group, sheet.svg, t);
}

start();
