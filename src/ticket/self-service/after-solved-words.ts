/**
 * The words by which customers say that something is not solved after all, and how they were served; written as those of
 * `wish-words.ts` are. "No" alone is not among them: it may answer anything.
 */

const NOUN =
  'chamado|ticket|tiquete|caso|atendimento|solicitacao|solicitud|protocolo|case|request|problema|erro|error|assunto|tema|issue|problem|matter';
/** `o meu chamado nº 1024`; all of it may be left out. */
const IT = `[mas|pero|but] [o|a|el|la|the|meu|minha|mi|my|este|esse|esta|essa|ese|this|nosso|nuestro|our|isso|isto|ele|eso|esto|it|that] [${NOUN}] [#]`;
/** With the noun: alone, `continua` may go on with anything. */
const THE_PROBLEM =
  '[mas|pero|but] [o|a|el|la|the|meu|mi|my|este|esse|ese|this|nosso|nuestro|our] problema|erro|error|falha|falla|issue|problem [#]';
const PLEASE = '[por|please|kindly] [favor]';

export const REOPEN = [
  // Portuguese
  `${IT} [ainda|infelizmente] nao foi|esta|ficou|ta [ainda] resolvido|resolvida|solucionado|solucionada [ainda] [#]`,
  `${IT} [ainda|infelizmente] nao [ainda] resolvido|resolvida|solucionado|solucionada [#]`,
  `${IT} [ainda|infelizmente] nao [se] [foi] resolveu|solucionou [ainda] [o] [${NOUN}] [#]`,
  `${IT} continua|segue|permanece|ainda [esta] sem solucao|resolucao|resolver [#]`,
  `${THE_PROBLEM} [ainda] continua|persiste|permanece|voltou [#]`,
  `[quero|queria|gostaria|preciso] [de] [que] [voces|voce] [podem|pode|poderiam|poderia] ${PLEASE} reabrir|reabra|reabram|reabre [o|a|este|esse|meu] [${NOUN}] [#]`,
  // Spanish
  `${IT} [aun|todavia] no esta|fue|quedo [aun|todavia] resuelto|resuelta|solucionado|solucionada [#]`,
  `${IT} [aun|todavia] no [aun|todavia] resuelto|resuelta|solucionado|solucionada [#]`,
  `${IT} [aun|todavia] no ha|han sido resuelto|resuelta|solucionado|solucionada [#]`,
  `${IT} [aun|todavia] no se ha resuelto|solucionado [#]`,
  `${IT} [aun|todavia] no se resolvio|soluciono [#]`,
  `${IT} sigue|continua|esta [aun|todavia] sin resolver|resolverse|solucion|solucionar|solucionarse [#]`,
  `${IT} [aun|todavia] sin resolver [#]`,
  `${THE_PROBLEM} [aun|todavia] sigue|continua|persiste|volvio [#]`,
  `[quiero|quisiera|necesito] [que] [puede|pueden|podrian|podria] ${PLEASE} reabrir|reabra|reabran|reabrirlo [el|este|mi] [${NOUN}] [#]`,
  // English
  `${IT} is|was|s [still] not [yet|been|really|quite] solved|resolved|fixed [yet] [#]`,
  `${IT} has|have [still] not [yet] been solved|resolved|fixed [yet] [#]`,
  `${IT} isn|wasn t [been|really|quite] solved|resolved|fixed [yet] [#]`,
  `${IT} hasn t been solved|resolved|fixed [yet] [#]`,
  `[still] not [yet] solved|resolved|fixed [yet] [#]`,
  `${IT} is still unsolved|unresolved [#]`,
  `${THE_PROBLEM} [still] persists|remains [#]`,
  `${THE_PROBLEM} is still there [#]`,
  `${THE_PROBLEM} is back [again] [#]`,
  `[can|could|would] [you] ${PLEASE} reopen [it|the|this|that|my] [${NOUN}] [#]`,
];

const RATING =
  '[#] [a|la|the] [minha|nossa|mi|nuestra|my|our] avaliacao|nota|calificacion|valoracion|rating [e|es|is] [#]';

/** The noun must stand: `good` alone is an answer to anything. */
export const RATE = {
  good: [`${RATING} boa|bom|otima|otimo|excelente|positiva|buena|bueno|good|great|excellent [#]`],
  fair: [
    `${RATING} regular|media|mediana|razoavel|ok|fair|average [#]`,
    `${RATING} so so [#]`,
    `${RATING} mais|mas|more ou|o|or menos|less [#]`,
  ],
  bad: [`${RATING} ruim|pessima|pessimo|negativa|mala|malo|ma|mau|pesima|bad|poor|terrible [#]`],
};
