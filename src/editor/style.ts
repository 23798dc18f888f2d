/** Puts the rules of style.css into the page, once. */
export function addStyle(): void {
  $('<style id="linkedapi-style"></style>').text(STYLE).appendTo('head');
}
