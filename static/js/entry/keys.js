// Moving about: arrows, Enter down and back to the column where the row was begun, Esc to undo.
(function (Grid) {
    "use strict";

    const { table } = Grid;
    let home = null; // the column where typing across began
    let before = ""; // the text when the cell was entered

    const inputs = (row) => [...row.querySelectorAll("input")];
    const column = (input) => inputs(input.closest("tr")).indexOf(input);

    function go(row, index) {
        const target = row && inputs(row)[index];
        if (target) {
            target.focus();
            target.select();
            target.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
        return Boolean(target);
    }

    const edge = (input, side) =>
        input.selectionStart === (side < 0 ? 0 : input.value.length) && input.selectionEnd === input.selectionStart;
    const whole = (input) => input.selectionStart === 0 && input.selectionEnd === input.value.length;

    function move(event, input) {
        const row = input.closest("tr");
        const index = column(input);
        switch (event.key) {
            case "ArrowUp":
                home = null;
                return go(row.previousElementSibling, index);
            case "ArrowDown":
                home = null;
                return go(row.nextElementSibling, index);
            case "ArrowLeft":
            case "ArrowRight": {
                const side = event.key === "ArrowLeft" ? -1 : 1;
                home = null;
                return (whole(input) || edge(input, side)) && go(row, index + side);
            }
            case "Enter":
                go(event.shiftKey ? row.previousElementSibling : row.nextElementSibling, home === null ? index : home) ||
                    input.blur();
                home = null;
                return true;
            case "Tab":
                home = home === null && !event.shiftKey ? index : home;
                return false;
            case "Escape":
                input.value = before;
                input.select();
                Grid.edit(input);
                return true;
            default:
                return false;
        }
    }

    Grid.on(table, "keydown", (event) => {
        const composing = event.isComposing || event.altKey || event.ctrlKey || event.metaKey;
        if (event.target.tagName === "INPUT" && !composing && move(event, event.target)) {
            event.preventDefault();
        }
    });

    /** A cell is entered; `text` stood in it then. */
    Grid.arrive = function (input, text = input.value) {
        before = text;
        Grid.enter(input);
    };

    Grid.on(table, "focusin", (event) => {
        if (event.target.tagName === "INPUT") {
            Grid.arrive(event.target);
        }
    });

    Grid.on(table, "pointerdown", () => (home = null));

    Grid.on(table, "change", (event) => {
        const input = event.target;
        Grid.remember([{ ...Grid.address(input), from: before, to: input.value }]);
        Grid.edit(input);
    });
})(window.Grid);
