/**
 * Do these words say that a mail was not delivered, or not yet? Knows how mail servers say it in many languages; whether
 * a server or a person says it is left to the file that asks.
 */

/**
 * Words for comparison: lower case, without accents, straight quotes, every run of white space one space.
 * Patterns of words are written in this form.
 */
export function plainWords(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replaceAll('`', "'").replace(/\s+/g, ' ').trim();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u2018\u2019\u00b4`]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The phrase that says a mail was not delivered, or not yet; null where there is none. @param text as `plainWords` gives it */
export function failureIn(text: string): string | null {
  return firstOf(FAILURES, text) ?? delayIn(text);
}

/** The phrase that says a mail is late and still tried; null where there is none. @param text as `plainWords` gives it */
export function delayIn(text: string): string | null {
  return firstOf(DELAYS, text);
}

/** Whether a notice says that nothing more will be tried. @param text as `plainWords` gives it */
export function isFinal(text: string): boolean {
  return FINAL.test(text);
}

function firstOf(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found) return found[0];
  }
  return null;
}

const FAILURES: readonly RegExp[] = [
  // English
  /delivery (?:status )?(?:notification|report)[ :]{1,3}\(?(?:fail|error|warning)|undeliver(?:able|ed)|non-?deliver|not deliverable|\b(?:un|not )(?:able to |possible to )deliver|(?:could|can|was|were|is|has|have|did) ?(?:not|n't) (?:yet )?(?:able )?(?:to )?(?:be |been )?(?:deliver|sent|send|relayed|reach the following)|cannot be delivered|(?:isn't|wasn't|couldn't|can't|weren't|hasn't|haven't) (?:yet )?(?:be |been |able to )?(?:deliver|sent)/,
  /del[ei]ver(?:y|ed|ing)? (?:\S{1,60} ){0,6}?(?:fail|has failed|was unsuccessful|problem|error|impossible|incomplete)|(?:fail\w*|error|problem)s? (?:\w{1,12} ){0,3}?(?:deliver|sending (?:your|the|a) m)|failed (?:mail|message|recipient|address)|mail (?:system )?(?:error|failure|failed|undeliverable)|message (?:delivery )?fail|failure (?:notice|notification|delivery)|failed delivery|send(?:ing)? fail/,
  /returned (?:mail|message|e-?mail|to sender)|return(?:ing)? (?:message |mail )?to (?:the )?sender|mail returned|(?:mail|message|systems?) bounced?\b|bounced (?:mail|message)|permanent (?:fatal |delivery )?errors?|addresses had |address(?:\(es\)|es)? (?:have |has )?failed|address(?:es)? not found|recipients? (?:was|were) rejected|was rejected by|has been (?:rejected|blocked)|message (?:was )?(?:blocked|rejected|refused)|rejected your (?:message|mail)|not deliver|mail not (?:sent|delivered)|(?:did|could) not (?:receive|accept) (?:this|the|your) message|did not reach|no such user|(?:unknown|invalid) (?:user|recipient|address)|user unknown|deliver\w* (?:\S{1,40} ){0,6}?(?:was |has been )aborted|mailbox (?:is )?(?:full|unavailable)|inbox (?:is )?full|exceeds allowed size|error message below|not listed in/,
  // Portuguese
  /nao (?:foi|pode|pude|podem|puderam|seria|sera|e) (?:possivel )?(?:ser )?(?:a )?(?:entreg|enviad|enviar)|nao (?:foi )?entreg|nao conseguimos entregar|nao entregue|(?:notificacao|relatorio) (?:\S{1,12} ){0,5}entrega \(?(?:falha|erro)|falha (?:na|de|ao|no) (?:entreg|envi|temporaria|permanente)|entrega (?:\S{1,40} ){0,5}?(?:falh|mal ?sucedida|com erro|incompleta|impossivel)|(?:erro|problema|falha)s? (?:na|de|ao|durante a) entreg|(?:e-?mail|mensagem|correio)(?: \S{1,40}){0,2} devolvid|devolucao de (?:e-?mail|mensagem|correio)|impossivel entregar|nao (?:pode|foi possivel) localizar|(?:usuario|utilizador|destinatario|endereco)(?: \S{1,80}){0,3} (?:desconhecido|inexistente|nao (?:foi )?encontrado|nao existe)|caixa (?:postal|de correio|de entrada|do destinatario) (?:\S{1,40} ){0,3}?(?:cheia|lotada)|mensagem (?:foi )?(?:bloqueada|rejeitada|recusada)/,
  // Spanish
  /no (?:se )?(?:ha |han |pudo |puede |pudieron |fue |pudo ser |ha podido |puede ser |logro )?(?:podido |posible )?(?:ser )?(?:entreg|enviad[oa]|enviar (?:el|su|tu) (?:mensaje|correo))|no (?:se )?(?:ha )?(?:podido|pudo) (?:la )?entrega|no entreg(?:ad|abl)|(?:notificacion|informe) (?:\S{1,12} ){0,5}entrega \(?(?:fall|error)|(?:error|fallo|falla|problema)s? (?:en|de|al|durante) (?:la |el )?(?:entreg|envi)|entrega (?:\S{1,40} ){0,5}?(?:fallid|fallo|ha fallado|con error|no se realizo)|(?:correo|mensaje|e-?mail)(?: \S{1,40}){0,2} devuelto|devolucion (?:de|del) (?:correo|mensaje)|imposible entregar|(?:usuario|destinatario|direccion)(?: \S{1,80}){0,3} (?:desconocid[oa]|inexistente|no (?:se )?(?:encontr|encuentra|existe))|no se (?:ha encontrado|encontro) (?:la direccion|el destinatario)|buzon (?:\S{1,40} ){0,3}?lleno|mensaje (?:fue |ha sido )?(?:bloqueado|rechazado)/,
  // French, Italian
  /n'a (?:pas )?(?:pu |ete )?(?:etre )?(?:remis|distribue|delivre|livre|achemine|envoye)|n'a pas pu|non (?:remis|distribu|delivre|livre)|(?:echec|erreur|probleme|impossible)(?: \S{1,20}){0,3} (?:de |la |d')?(?:remise|remettre|distribution|livraison|livrer|envoi|acheminement)|(?:remise|distribution|livraison)(?: \S{1,20}){0,3} (?:impossible|echoue|a echoue)|adresse introuvable|utilisateur inconnu|boite (?:\S{1,20} ){0,3}pleine|message non (?:remis|distribu|delivre)/,
  /(?:impossibile|non e stato possibile|non (?:e )?possibile)(?: \S{1,20}){0,3} (?:recapit|consegn|inviare)|mancat[oa] (?:recapito|consegna)|non (?:recapita|consegna|e stato (?:recapita|consegna))|(?:recapito|consegna)(?: \S{1,20}){0,3} (?:non riuscit|fallit)|(?:errore|problema)(?: \S{1,20}){0,3} (?:recapito|consegna)|indirizzo non trovato|utente sconosciuto|casella (?:\S{1,20} ){0,3}piena/,
  // German, Dutch
  /(?:konnte|kann|wurde|konnten)(?: \S{1,60}){0,12}? (?:nicht |un)(?:zugestellt|ausgeliefert|zustellbar|ubermittelt|gesendet)|unzustellbar|nicht zustellbar|nicht zugestellt|(?:zustellung|ubermittlung)(?: \S{1,40}){0,5}? (?:fehlgeschlagen|gescheitert|nicht moglich|fehlerhaft)|(?:fehler|problem|fehlschlag)(?: \S{1,20}){0,3} (?:zustellung|zustellen|ubermittl)|zustellungsfehler|zustellfehler|adresse nicht gefunden|empfanger unbekannt|unbekannter (?:benutzer|empfanger)|postfach (?:\S{1,20} ){0,3}voll/,
  /(?:kon|kan|konden|is|werd)(?: \S{1,40}){0,5} niet(?: \S{1,20}){0,3} (?:bezorg|afgelever|aflever|verzond|verstuur|gelever)|niet (?:bezorgd|afgeleverd|bezorgbaar)|onbestelbaar|(?:bezorging|aflevering)(?: \S{1,40}){0,4} mislukt|(?:fout|probleem)(?: \S{1,20}){0,3} (?:bezorg|aflever)|adres niet gevonden|onbekende gebruiker/,
  // Polish, Czech, Swedish, Danish, Norwegian, Finnish, Turkish, Hungarian, Romanian
  /nie (?:mozna|mogla|moze|zostala?|udalo sie)(?: \S{1,20}){0,4} (?:dostarcz|doreczy|doreczon)|nie dostarczon|niedostarczon|niedoreczon|blad (?:dostarcz|dorecz)|nelze (?:\S{1,20} ){0,2}doruc|nedoruc|ne(?:podarilo|bylo mozne)(?: \S{1,20}){0,3} doruc/,
  /(?:kunde|kan|kunne|kunna)(?: \S{1,40}){0,5} (?:inte|ikke|ej)(?: \S{1,20}){0,3} (?:lever|sand|send|sendt)|(?:inte|ikke|ej) (?:lever|kunnat lever)|o?lever(?:ans|ing)(?: \S{1,40}){0,4} (?:misslyck|mislyk|fejl)|ulever|olever|ulevert|ei (?:voitu|voida) (?:toimittaa|valittaa)|toimittaminen epaonnistui|toimittamaton|perille toimitta|iletilemedi|teslim edileme|kezbesithetetlen|nem (?:sikerult )?kezbesit|nu a putut fi livrat|nelivrat/,
  // Russian, Ukrainian, Greek, Japanese, Chinese, Korean
  /не (?:удалось|было|может быть|могло быть|удается)(?: \S{1,40}){0,3} доставл?|невозможно доставить|недоставлен|не доставлен|ошибка доставки|сбои доставки|не вдалося доставити|αδυναμια παραδοσης|δεν παραδοθηκε/,
  /(?:配信|送信|配送|配達|転送|お?届け)(?:が|を|は)?(?:でき|出来)ません|送信エラー|(?:配信|配送|送信)(?:不能|不可|エラー|失敗|に失敗)|エラー(?:メール)?通知|戻って(?:きま|来ま)|宛先(?:が)?不明|届きませんでした|无法(?:投递|送达|递送|发送)|(?:投递|发送|传送)失败|退信|退回|未能送达|未送达|無法(?:投遞|傳遞|傳送|送達)|退件|배달(?:되지|할 수 없)|(?:전송|발송|배달)(?:에)? ?실패|반송/,
];

const DELAYS: readonly RegExp[] = [
  /delayed|delay(?:ed)? (?:of )?(?:delivery|notification)|(?:delivery|message|mail)(?: \S{1,40}){0,4} delay|\(delay\)|still being retried|still (?:trying|attempting)|(?:will|shall) (?:be )?(?:still )?(?:keep|continue|continu\w+|retr\w+|be re-?tried|try again)(?: \S{1,20}){0,5}|continues? trying|attempts will (?:continue|be made)|not yet (?:been )?(?:deliver|sent)|hasn't (?:yet )?been delivered|yet to be delivered|temporar(?:y|ily) (?:\w{1,12} ){0,2}(?:fail|error|problem|deferred|undeliver)|(?:do|does|are) not (?:need|required) to re-?send|transient (?:non-?fatal )?(?:delivery )?(?:error|fail|problem)|warning only|could not send (?:your )?message for (?:the )?past|deferred|no action is required on your part/,
  /(?:entrega|mensagem|e-?mail)(?: \S{1,40}){0,4} (?:atrasad|adiad|com atraso|retardad)|atraso (?:na|de) entrega|ainda nao foi (?:\S{1,20} )?entreg|(?:continuar|seguir)(?:a|emos|ao|an|emos)? (?:\S{1,12} )?(?:tentando|a tentar|intentando)|nova(?:s)? tentativa|tentaremos|falha temporaria|temporariamente|nao (?:e necessario|precisa) reenviar/,
  /(?:entrega|mensaje|correo)(?: \S{1,40}){0,4} (?:retrasad|demorad|aplazad|diferid)|(?:retraso|demora) (?:en|de) (?:la )?entrega|retrasado la entrega|aun no (?:se )?(?:ha|fue)(?: \S{1,12}){0,2} (?:entreg|podido)|todavia no (?:se )?(?:ha|fue)(?: \S{1,12}){0,2} entreg|volvera a intentar|nuevos? intentos?|fallo temporal|error temporal|no (?:es necesario|necesita) (?:que )?(?:reenvi|volver a enviar)/,
  /(?:remise|distribution|livraison)(?: \S{1,20}){0,3} (?:differe|retarde|en retard)|pas encore (?:ete )?(?:remis|distribu|livre)|nouvelle tentative|zustellung(?: \S{1,20}){0,3} verzoger|verzogert|noch nicht zugestellt|weitere zustellversuche|ritard(?:o|ata|ato)(?: \S{1,20}){0,3} (?:consegna|recapito)|(?:consegna|recapito)(?: \S{1,20}){0,3} (?:ritardat|rimandat)|vertraagd|nog niet (?:bezorgd|afgeleverd)|opoznion|opozneni|forsena|fordrojd|forsinke|viivasty|доставка(?: \S{1,20}){0,2} (?:задерж|отложен)|задержк\S{0,3} доставк|遅延|再送|延迟|延遲/,
];

const FINAL =
  /permanent(?:e|ly|ed)?\b|given up|giving up|gave up|(?:will|can) not (?:be )?(?:retr|tr(?:y|ied)|attempt)|not going to try|no (?:further|more|additional) (?:delivery )?attempts|nao (?:sera|serao|havera) (?:feit|realizad|mais|novas? tent)|no se (?:volvera|realizaran|haran)|(?:will be )?deleted from (?:the )?queue|too long in|in the queue too long|queue too long|desisti|definitiv|endgultig|dauerhaft|expired/;
