/** Rows with room for the words: a column of labels that may take two lines, the input, and a quiet line below it. */
const rules = `
.linkedapi-form .form-row { display: grid; grid-template-columns: 128px minmax(0, 1fr); column-gap: 8px; align-items: center; }
.linkedapi-form .form-row > label { width: auto; margin: 0; padding-left: 22px; text-indent: -22px; }
.linkedapi-form .form-row > label > i { text-indent: 0; }
.linkedapi-form .form-row > input, .linkedapi-form .form-row > select, .linkedapi-form .form-row > textarea { width: 100%; box-sizing: border-box; }
.linkedapi-form .form-row > input[type=checkbox] { width: auto; justify-self: start; margin: 0; }
.linkedapi-form .form-row > .linkedapi-help { grid-column: 2; }
.linkedapi-form .linkedapi-tall > label { align-self: start; padding-top: 7px; }
.linkedapi-form .linkedapi-input { min-width: 0; }
.linkedapi-help { margin-top: 3px; font-size: 12px; line-height: 16px; color: var(--red-ui-tertiary-text-color); }
.linkedapi-help.linkedapi-bad { color: var(--red-ui-text-color-error); }
.linkedapi-help.linkedapi-good { color: var(--red-ui-text-color-success); }
.linkedapi-more { margin: 12px 0; }
.linkedapi-more > summary { margin-bottom: 12px; cursor: pointer; font-weight: 600; }
.linkedapi-form .linkedapi-heading { margin-top: 18px; grid-template-columns: minmax(0, 1fr); }
.linkedapi-form .linkedapi-heading > label { cursor: pointer; font-weight: 600; }
.linkedapi-form .linkedapi-heading > .linkedapi-help { grid-column: 1; margin-left: 20px; }
.linkedapi-group { margin: 0 0 12px 8px; padding-left: 12px; border-left: 1px solid var(--red-ui-secondary-border-color); }
.linkedapi-group .form-row { grid-template-columns: 107px minmax(0, 1fr) !important; }
.linkedapi-list { display: flex; gap: 6px; }
.linkedapi-input li .form-row { grid-template-columns: 84px minmax(0, 1fr) !important; margin: 0 0 4px; }
.linkedapi-input li .form-row > label { padding: 0; text-indent: 0; }
.linkedapi-list-items > .red-ui-typedInput-container { width: auto !important; flex: 0 0 auto; }
.linkedapi-list-items .red-ui-typedInput-type-label { padding-right: 6px; }
.linkedapi-list > .red-ui-button { flex: none; }
.linkedapi-json > textarea { width: 100%; height: 300px; box-sizing: border-box; resize: vertical; font-family: var(--red-ui-monospace-font); font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
.linkedapi-json > textarea[readonly] { color: var(--red-ui-form-text-color); }
.linkedapi-findings { min-height: 60px; max-height: 180px; margin-top: 8px; overflow-y: auto; line-height: 20px; }
.linkedapi-findings > div { display: flex; gap: 6px; white-space: pre-line; overflow-wrap: anywhere; }
.linkedapi-findings i { flex: none; line-height: 20px; }
.linkedapi-findings .linkedapi-good > i { color: var(--red-ui-text-color-success); }
.linkedapi-findings .linkedapi-error > i { color: var(--red-ui-text-color-error); }
.linkedapi-input > .red-ui-editableList { margin-top: 4px; }
.red-ui-notification:has(.linkedapi-mend) .ui-dialog-buttonset { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
.red-ui-notification:has(.linkedapi-mend) .ui-dialog-buttonset > button { margin: 0; }
.linkedapi-told { margin: 0 0 12px; padding: 6px 10px; border-left: 3px solid var(--red-ui-secondary-border-color); color: var(--red-ui-secondary-text-color); }
.linkedapi-told > .linkedapi-help { margin-left: 20px; }
.linkedapi-needed::after { content: " *"; color: var(--red-ui-text-color-error); }
.linkedapi-form input.linkedapi-stale { border-style: dashed; font-style: italic; color: var(--red-ui-tertiary-text-color); }
#linkedapi-found-labels { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 4px; }
#linkedapi-found-labels > .red-ui-button { max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
.linkedapi-sidebar { position: relative; height: 100%; display: flex; flex-direction: column; }
.linkedapi-sidebar > .red-ui-sidebar-header { flex: none; }
.linkedapi-sidebar > .red-ui-sidebar-header > span { margin-left: 5px; }
.linkedapi-sidebar-body { flex: 1; min-height: 0; overflow: hidden auto; background: var(--red-ui-secondary-background); }
.linkedapi-sidebar-hint { padding: 16px 14px; line-height: 20px; color: var(--red-ui-secondary-text-color); overflow-wrap: anywhere; }
.linkedapi-sidebar-choice { padding: 8px 10px; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.linkedapi-sidebar-choice > label { font-size: 12px; color: var(--red-ui-secondary-text-color); }
.linkedapi-sidebar-choice > select { width: 100%; margin: 0; }
.linkedapi-section { padding: 8px 10px; }
.linkedapi-results > select { width: 100%; margin: 0 0 6px; }
.linkedapi-run > button { margin: 4px 0 0; }
.linkedapi-run > button:first-child { float: right; margin: 0 0 0 8px; }
.linkedapi-results code { padding: 0 3px; font-size: 12px; white-space: normal; overflow-wrap: anywhere; color: inherit; background: var(--red-ui-tertiary-background); border-color: var(--red-ui-secondary-border-color); }
.linkedapi-results-quiet { color: var(--red-ui-tertiary-text-color); }
.linkedapi-run-facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 3px 10px; line-height: 18px; overflow-wrap: anywhere; }
.linkedapi-results-error, .linkedapi-counts .linkedapi-failed, .linkedapi-result-failed > .linkedapi-result-head > i { color: var(--red-ui-text-color-error); }
.linkedapi-counts > summary { cursor: pointer; line-height: 22px; }
.linkedapi-counts > summary > span { margin-right: 10px; }
.linkedapi-counts > :not(summary) { clear: both; }
.linkedapi-counts > table { width: 100%; margin: 6px 0 8px; font-size: 12px; border-collapse: collapse; }
.linkedapi-counts th, .linkedapi-counts td { padding: 2px 6px; text-align: right; font-weight: normal; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.linkedapi-counts th { color: var(--red-ui-tertiary-text-color); }
.linkedapi-counts th[scope=row] { text-align: left; overflow-wrap: anywhere; color: var(--red-ui-secondary-text-color); }
.linkedapi-results-heading { clear: both; margin-top: 8px; padding-bottom: 4px; font-weight: 600; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.linkedapi-results-stale { margin-top: 6px; padding: 4px 8px; font-size: 12px; border-left: 3px solid var(--red-ui-text-color-warning); color: var(--red-ui-secondary-text-color); }
.linkedapi-results-stale:empty { display: none; }
.linkedapi-result { padding: 6px 0; border-bottom: 1px solid var(--red-ui-tertiary-border-color); overflow-wrap: anywhere; }
.linkedapi-result-head { display: flex; gap: 4px; }
.linkedapi-result-head > i { flex: none; line-height: inherit; color: var(--red-ui-text-color-success); }
.linkedapi-result .linkedapi-results-error { padding-left: 20px; }
.linkedapi-result-data.red-ui-debug-msg { margin: 2px 0 0 20px; padding: 0; border: 0; background: none; overflow-x: auto; }
.linkedapi-results-list { max-height: 60vh; overflow-y: auto; }
.linkedapi-results-list > .red-ui-button { margin: 8px 0; }
.linkedapi-line { display: flex; gap: 6px; width: 100%; box-sizing: border-box; margin: 0; padding: 3px 4px; border: none; border-radius: 3px; background: none; color: var(--red-ui-primary-text-color); font: inherit; line-height: 18px; text-align: left; overflow-wrap: anywhere; }
button.linkedapi-line:hover, button.linkedapi-line:focus-visible { background: var(--red-ui-list-item-background-hover); color: var(--red-ui-primary-text-color); }
.linkedapi-line > span { min-width: 0; }
.linkedapi-line > i { flex: none; line-height: 18px; }
.linkedapi-line.linkedapi-good > i { color: var(--red-ui-text-color-success); }
.linkedapi-line.linkedapi-error > i, .linkedapi-verdict > span { color: var(--red-ui-text-color-error); }
.linkedapi-line.linkedapi-hint > i { color: var(--red-ui-tertiary-text-color); }
.linkedapi-estimate { margin-top: 8px; padding-top: 8px; border-top: 1px solid var(--red-ui-secondary-border-color); font-size: 12px; line-height: 18px; color: var(--red-ui-secondary-text-color); }
.linkedapi-estimate-head { display: flex; flex-wrap: wrap; column-gap: 10px; color: var(--red-ui-primary-text-color); }
.linkedapi-estimate [title] { text-decoration: underline dotted var(--red-ui-tertiary-text-color); text-underline-offset: 3px; cursor: help; }
.linkedapi-estimate > .linkedapi-line { font-size: 12px; padding-left: 0; }
.linkedapi-chips { display: flex; flex-wrap: wrap; gap: 3px; margin: 3px 0 5px; }
.linkedapi-chips > span { padding: 0 6px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 9px; line-height: 17px; overflow-wrap: anywhere; }
.linkedapi-copy { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 8px; }
.linkedapi-document { position: relative; max-height: 60vh; margin: 8px 0 0; padding: 6px 0; overflow: auto; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 3px; background: var(--red-ui-primary-background); color: var(--red-ui-primary-text-color); font-family: var(--red-ui-monospace-font); font-size: 12px; line-height: 17px; white-space: pre-wrap; overflow-wrap: anywhere; word-break: normal; }
.linkedapi-document > span { display: block; content-visibility: auto; contain-intrinsic-height: auto 51px; padding: 0 8px; border-left: 3px solid transparent; }
/* A long line goes on below its beginning. */
.linkedapi-document i { display: block; padding-left: calc(1ch * var(--deep)); text-indent: calc(-1ch * var(--deep)); font-style: normal; }
.linkedapi-document > [data-node]:not([data-node=""]):hover { cursor: pointer; }
.linkedapi-document > .linkedapi-current { border-left-color: var(--red-ui-node-selected-color, #ff7f0e); }
.linkedapi-document > .linkedapi-pointed, .linkedapi-document > [data-node]:not([data-node=""]):hover { background: var(--red-ui-list-item-background-hover); }
`;

/** Puts the rules into the page, once. */
export function addStyle(): void {
  $('<style id="linkedapi-style"></style>').text(rules).appendTo('head');
}
