/* The address may choose for whom the chat is and how it looks: ?doelgroep=jongere&organisatie=... The widget checks each value. */
(() => {
  const chat = document.querySelector("kringwijzer-chat");
  const wanted = new URLSearchParams(location.search);
  for (const name of ["doelgroep", "organisatie", "thema", "kleur", "kleur-tekst"]) {
    if (wanted.has(name)) chat.setAttribute(`data-${name}`, wanted.get(name));
  }
})();
