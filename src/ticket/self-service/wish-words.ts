/**
 * The words by which customers ask the desk itself for something, in Portuguese, Spanish and English. Folded (lower case,
 * no accents); `a|b` are choices, `[a|b]` may be left out, `#` is a ticket's number, with its `nº` if it has one. How they are put to a mail is `wish.ts`'s
 * question. What is not certain is left out: a person of the desk reads the mail then.
 */
import type { TicketType } from '../ticket.ts';

const NOUN = 'chamado|ticket|tiquete|caso|atendimento|solicitacao|solicitud|protocolo|case|request';
const NOUNS = 'chamados|tickets|tiquetes|casos|atendimentos|solicitacoes|solicitudes|protocolos|cases|requests';
/** `do meu chamado nº 1024`; all of it may be left out. */
const ITS = `[of|on|for|about|sobre|de|do|del|da|ao|al|o|a|el|la|the] [o|a|el|the] [meu|minha|mi|my|este|esse|esta|essa|ese|this|nosso|nuestro|our] [${NOUN}] [#]`;
const THIS = `[o|a|el|la|the|meu|minha|mi|my|este|esse|esta|essa|ese|this|nosso|nuestro|our] [${NOUN}] [#]`;
const OPEN =
  '[que] [estao|estan|are|ainda|still|em|en] [em|en|aberto|abertos|abertas|abiertos|abiertas|pendentes|pendientes|open|pending] [aberto|andamento|curso]';

/** The same, where a number or the noun must stand: `andamento` alone may be of anything. */
const ITS_NUMBER = `[of|on|for|about|sobre|de|do|del|da|ao|al|o|a|el|la|the] [o|a|el|the] [meu|minha|mi|my|este|esse|this|nosso] [${NOUN}] #`;
const ITS_NOUN = `[of|on|for|about|sobre|de|do|del|da|ao|al|o|a|el|la|the] [o|a|el|the] [meu|minha|mi|my|este|esse|this|nosso] ${NOUN}`;

/** Please, and what comes to the same. */
const PLEASE = '[por|se|if] [favor|possivel|posible|possible|gentileza]';
export const PT_WANT =
  '[eu|nos] [quero|queria|queremos|gostaria|gostariamos|preciso|precisamos|favor|gentileza|solicito] [de] [que]';
export const ES_WANT = '[yo] [quiero|quisiera|queremos|necesito|necesitamos|solicito|favor|me] [gustaria] [de] [que]';
const EN_WANT = '[i|we] [d] [would|want|need|wish] [like] [to] [please|kindly]';
export const PT_CAN = '[voces|voce|vcs|vc] [ja] [podem|pode|poderiam|poderia] [ja] [por] [favor] [me]';
export const ES_CAN = '[ya] [pueden|puede|puedes|podrian|podria|podrias|se] [puede] [por] [favor] [me]';
export const EN_CAN = '[you] [can|could|may|would] [you] [now|please|kindly|just|go] [please|ahead] [and]';

export const LIST = [
  `${PT_WANT} [ver|listar|consultar] [a] [lista] [de|dos|os] [todos] [os] meus|nossos ${NOUNS} ${OPEN}`,
  `${PT_WANT} ${PT_CAN} listar|lista|liste|listem|mostrar|mostre|mostrem|enviar|envie|enviem|mande|mandem|ver|consultar [me] [a] [lista] [de|dos|os] [todos] [os] [meus|nossos] ${NOUNS} ${OPEN}`,
  `lista de|dos [todos] [os] [meus|nossos] ${NOUNS} ${OPEN}`,
  `quais [sao] [os] [meus|nossos] ${NOUNS} ${OPEN}`,
  `${ES_WANT} [ver|listar|consultar] [la] [lista] [de] [todos] [los|las] mis|nuestros|nuestras ${NOUNS} ${OPEN}`,
  `${ES_WANT} ${ES_CAN} listar|lista|listen|muestrame|muestreme|mostrar|enviar|enviame|envieme|envienme|ver|consultar [la] [lista] [de] [todos] [los|las] [mis|nuestros] ${NOUNS} ${OPEN}`,
  `lista de [todos] [los|las] [mis|nuestros] ${NOUNS} ${OPEN}`,
  `cuales son [los] [mis|nuestros] ${NOUNS} ${OPEN}`,
  `${EN_WANT} [see|view|show|list] [a] [list] [of] [all] [of] my|our [open|pending] ${NOUNS} ${OPEN}`,
  `${EN_WANT} ${EN_CAN} list|show|see|view|send|get [me|us] [a|the] [list] [of] [all] [of] [my|our] [open] ${NOUNS} ${OPEN}`,
  `list of [all] [my|our] [open] ${NOUNS}`,
  `ticket|tickets list`,
  `what|which are my|our [open] ${NOUNS} ${OPEN}`,
  `${NOUNS} em|en aberto|andamento|curso`,
  `${NOUNS} abertos|abiertos|abertas|abiertas`,
  `open ${NOUNS}`,
];

const PROGRESS = `${PT_WANT} ${PT_CAN} [saber|informar|consultar|ver|verificar|dizer|passar] [qual] [e|esta] [o|a] andamento|posicao|posicionamento|progress|update`;

export const STATUS = [
  `${PT_WANT} ${PT_CAN} [saber|informar|consultar|ver|verificar|dizer|passar] [qual] [e|esta|seria] [o|a] [atual] status|situacao [atual] ${ITS}`,
  `${PROGRESS} ${ITS_NUMBER}`,
  `${PROGRESS} ${ITS_NOUN}`,
  `${PT_WANT} [saber] como|onde esta|anda|vai [o|a|os] [meu|este|esse|nosso] ${NOUN} [#]`,
  `em que pe esta [o] [meu|este|esse] ${NOUN} [#]`,
  `${ES_WANT} ${ES_CAN} [saber|informar|informarme|consultar|conocer|ver|decir|decirme|indicar|indicarme] [cual] [es] [el|la] [actual] estado|estatus|status|situacion [actual] ${ITS}`,
  `${ES_WANT} [saber] como|donde va|esta|sigue [el|la] [mi|este|nuestro] ${NOUN} [#]`,
  `${EN_WANT} ${EN_CAN} [know|get|have|tell|give|check|see|send|show] [me|us] [what] [is|s] [the|a] [current|latest] status [update] ${ITS}`,
  `what|whats [is|s] the [current|latest] status ${ITS}`,
  `how is [my|the|this] ${NOUN} [#] [going|doing]`,
  `[my|the|this] ${NOUN} [#] status`,
  `[#] ${NOUN} [#] status|situacao|estado`,
  `# status|situacao|estado`,
];

// `Fecha` is a date in Spanish.
const CLOSE_PT = 'fechar|feche|fechem|encerrar|encerra|encerre|encerrem';
const CLOSE_ES = 'cerrar|cierra|cierre|cierren|cerrarlo|cierrenlo|cierrelo|cierralo';

export const CLOSE = [
  `${PT_WANT} ${PT_CAN} ${CLOSE_PT} [lo|do|de] ${THIS}`,
  `${PT_WANT} [o] encerramento|fechamento ${ITS_NOUN} [#]`,
  `${PT_WANT} [o] encerramento|fechamento ${ITS_NUMBER}`,
  `${PT_WANT} ${PT_CAN} ser fechado|encerrado|finalizado`,
  `${PT_CAN} dar|considerar ${THIS} [como|por] encerrado|fechado|finalizado`,
  `${PT_WANT} ${PT_CAN} finalizar|finalize|finalizem [o|este|esse|meu] ${NOUN} [#]`,
  `${THIS} ja|pode|podem [pode|podem] [ja] ser fechado|encerrado|finalizado|fechada|encerrada`,
  `${ES_WANT} ${ES_CAN} ${CLOSE_ES} ${THIS}`,
  `${ES_CAN} dar ${THIS} por cerrado`,
  `${THIS} ya|puede|pueden [puede|pueden] [ya] ser|cerrarse [cerrado|cerrada]`,
  `${EN_WANT} ${EN_CAN} close [out] [it|this|that] ${THIS} [now|out]`,
  `[i|we] [d] [would] want|like|need ${THIS} [it|this] [to] [be] closed`,
  `${THIS} can|may [now] be closed [now]`,
];

export const ESCALATE = [
  `${PT_WANT} ${PT_CAN} escalar|escale|escalem|escalonar|escalone|escalonem|escalonamento [o|a|do|de|da|lo] ${THIS}`,
  `${ES_WANT} ${ES_CAN} escalar|escale|escalen|escalarlo|escalenlo|escalamiento|escalacion [de|del|el|al] ${THIS}`,
  `${EN_WANT} ${EN_CAN} escalate|escalation [of|it|this|that] ${THIS} [now]`,
];

export const HELP = [
  'ajuda [por|do|da|com|sobre] [o|a|e] [email|mail|suporte|atendimento]',
  'ayuda [por|del|de|con|sobre] [el|la] [correo|email|soporte]',
  'help [by|with|about] [e] [email|mail]',
  'help|ajuda|ayuda menu',
  '[quais|que|lista|ver] [sao] [de|os|as] comandos|opcoes [disponiveis|existem]',
  '[cuales|lista|ver] [son] [de|los|las] comandos|opciones [disponibles]',
  '[list|show|available|which|what] [of|are] [the] [available] commands|options',
  'o que [eu] posso pedir|fazer por|aqui [e] [email|mail]',
  'que puedo pedir|hacer por|aqui [correo|email]',
  'what can i ask|do by|here [e] [email|mail]',
];

/** The nouns of each type. */
const TYPE_NOUN: Record<TicketType, string> = {
  doubt: 'duvida|pergunta|question|doubt|consulta|duda|pregunta',
  task: 'tarefa|task|tarea',
  incident: 'incidente|incident',
};
const ANY_TYPE = Object.values(TYPE_NOUN).join('|');

/** What says that a ticket is of this type. */
export function typeWords(type: TicketType): string[] {
  const noun = TYPE_NOUN[type];
  const correctly = '[na|actually|en|in|correction|correcao|correccion] [verdade|realidad|realidade|fact]';
  const a = '[um|uma|un|una|a|an]';
  const not = `[isso|isto|eso|esto|it|this] [e|s|is] nao|no|not [e|eh|es] ${a} ${ANY_TYPE}`;
  return [
    `${correctly} ${a} ${noun} [#]`,
    `# ${a} ${noun}`,
    `${correctly} [isso|isto|eso|esto|it|this|that|ele|o|a|el|the|meu|mi|my] [${NOUN}] [#] [na] [verdade] e|eh|es|is|s|foi|seria|trata|se|should [se|trata|be|actually] [trata] [na|de|en] [verdade|realidad|realidade] ${a} ${noun}`,
    `[o|el|the] tipo|type [correto|certo|correcto|correct|right] [e|eh|es|is|do|de|del|of|para|to] ${a} ${noun} ${ITS}`,
    `[o|el|the] tipo|type ${ITS} [e|eh|es|is] ${a} ${noun}`,
    `${PT_WANT} ${PT_CAN} mudar|mude|mudem|alterar|altere|alterem|corrigir|corrija|corrijam|trocar|troque|troquem o tipo ${ITS} para|por [um|uma] ${noun} ${ITS}`,
    `${ES_WANT} ${ES_CAN} cambiar|cambia|cambie|cambien|corregir|corrija|corrijan|modificar|modifiquen el tipo ${ITS} a|por|para [un|una] ${noun} ${ITS}`,
    `${EN_WANT} ${EN_CAN} change|set|correct|switch the type ${ITS} to|as|into [a|an] ${noun}`,
    `${not} [e|eh|es|is|s] [sim|rather] ${a} ${noun}`,
  ];
}

/** May stand beside any of them, and says nothing. */
export const POLITE = [
  PLEASE,
  'por|favor|please|pls|plz|kindly|gentileza|pf|pfv|pfvr|porfa|porfavor [favor|gentileza]',
  'ok|okay|sim|yes|si|certo|claro|entao|entonces|then|so',
  'obrigado|obrigada|gracias|thanks desde|ya|de|in ja|antemano|advance',
  'desde ja|ya [muito|muchas] [obrigado|obrigada|gracias|agradeco|agradezco|agradecido|agradecida]',
];

/** A question that begins with one of these is an order: `podem fechar?`, `could you close it?` */
export const ASKS = 'pode podem poderia poderiam puede pueden puedes podria podrian podrias can could would may'.split(
  ' ',
);
/** What may stand before it. */
export const BEFORE_ASKING =
  'ok sim yes si oi ola hola hi hello bom boa dia tarde noite buenos buenas dias tardes good morning please por favor voce voces vc vcs me nos ja ya you and e'.split(
    ' ',
  );

/** No name, whatever a sender calls themselves; with one of them it is no wish. */
export const NEVER =
  'nao nem sem ainda nunca jamais no ni sin aun todavia jamas not don dont t never yet without nobody none nothing nada'.split(
    ' ',
  );

/** A name may follow these. */
export const GREETINGS =
  'ola oi prezado prezada prezados prezadas caro cara bom boa hola estimado estimada buenos buenas buen hi hello hey dear good'.split(
    ' ',
  );
