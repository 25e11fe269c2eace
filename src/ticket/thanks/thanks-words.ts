/**
 * The words of which a mail may be made that only says thanks, in Portuguese, Spanish and English. Every list is written
 * folded (lower case, no accents); `a|b` are choices, `[a|b]` may be left out. How they are put to a text is `thanks.ts`'s
 * question.
 *
 * What might ask for something is left out on purpose: thanks in advance ("desde já agradeço"), thanks for an answer that
 * is still awaited ("agradeço o retorno"), and every order, such as to close the ticket.
 */

/** What says thanks. */
export const THANKS = [
  // Portuguese
  '[muito|mto|muitissimo|super] obrigado|obrigada|obrigados|obrigadas|obg|obgd|obgda|obrigadao|brigado|brigada|brigadao [mesmo|demais|viu]',
  '[muito|fico|ficamos|sou|somos|estou|estamos] [muito] grato|grata|gratos|gratas|agradecido|agradecida|agradecidos|agradecidas',
  '[eu|nos|so|apenas] [que] agradeco|agradecemos [muito|imensamente]',
  'agradeco|agradecemos a [sua|vossa] atencao|compreensao|gentileza|disponibilidade',
  'valeu|vlw [mesmo|demais]',
  'meu|meus|nosso|nossos muito|sinceros obrigado|agradecimentos',
  // Spanish
  '[muchas|muchisimas|mil|infinitas] gracias [totales|mil]',
  '[muy|quedo|quedamos|estoy|estamos] [muy] agradecido|agradecida|agradecidos|agradecidas',
  '[se|te|le|les|os] [lo] agradezco|agradecemos|agradece [mucho|muchisimo]',
  'muy amable|amables',
  // English
  '[many|much|big|huge|with] thanks|thx|thnx|tks|tnx|thanx [a] [lot|lots|bunch|million|ton] [so] [much] [again]',
  'thank|thanking you [so|very] [much|kindly] [indeed|again]',
  'thankyou|ty|tysm|cheers',
  '[it|that|this|all] [is|s] [very] much|greatly|really|highly appreciated',
  '[i|we] [really|greatly|truly|do|very] [much] appreciate it|that|this|everything',
  'i|we [really|greatly|truly|do|very] [much] appreciate your|the|all [your|the] help|support|time|effort|efforts|work|patience',
  '[i|we] [am|m|are|re] [very|so|really] grateful|thankful',
] as const;

/** What the thanks are for; worth nothing alone. */
export const THANKS_FOR = [
  // Portuguese
  `[e|mais|novamente] pela|pelo|pelas|pelos|por [a|o|toda|todo|todas|sua|seu|suas|seus|tua|teu|vossa|vosso] [sua|seu|a|o|otima|otimo|excelente|rapida|rapido|pronta|pronto|grande] ajuda|retorno|atencao|resposta|suporte|apoio|atendimento|agilidade|rapidez|presteza|prontidao|esclarecimento|esclarecimentos|informacao|informacoes|orientacao|orientacoes|explicacao|explicacoes|colaboracao|compreensao|paciencia|solucao|disponibilidade|disposicao|parceria|gentileza|auxilio|dica|dicas|cuidado|carinho|empenho|esforco|trabalho|feedback|contato|contacto|tudo|isso|aviso|confirmacao|tempo [rapida|rapido|prestada|prestado|recebida|recebido|e] [ajuda|retorno|atencao|resposta|suporte|apoio|atendimento|agilidade|rapidez|presteza|paciencia]`,
  'por me|nos|terem|ter ajudar|ajudarem|ajudado|avisar|responder|esclarecer|atender|resolver|resolvido',
  'mais uma vez',
  'de coracao|verdade',
  'a todos|todas|voces|voce|vcs|vc|ti|equipe|equipa|time [voces|todos] [do|da|de] [suporte|equipe|time]',
  // Spanish
  `[y] por|de [todo|toda] [tu|su|la|el|vuestra|vuestro|tan|los|las] [gran|pronta|rapida|excelente|rapido|tan] ayuda|respuesta|atencion|soporte|apoyo|asistencia|rapidez|informacion|aclaracion|aclaraciones|explicacion|solucion|gestion|colaboracion|tiempo|amabilidad|paciencia|orientacion|seguimiento|disposicion|disponibilidad|trabajo|esfuerzo|comprension|aviso|confirmacion|todo|feedback|eso [rapida|rapido|prestada|brindada|recibida|y] [ayuda|respuesta|atencion|soporte|apoyo|rapidez|paciencia]`,
  'por ayudarme|ayudarnos|avisar|avisarme|responder|responderme|todo',
  'nuevamente|otra|una vez [mas]',
  'de corazon|verdad',
  'a todos|todas|ti|usted|ustedes|vosotros|vos',
  'su|la atencion|amabilidad|comprension',
  // English
  `[and] for [all] [the|your|this|that|all|such|his|her] [a|of|your|the] [very] [quick|prompt|fast|great|kind|speedy|swift|rapid|excellent|amazing|detailed|clear|helpful|continued|awesome|good] help|support|reply|response|answer|assistance|time|attention|explanation|information|info|update|updates|clarification|effort|efforts|patience|service|work|feedback|solution|everything|followup|fix|confirmation|guidance|advice|tip|tips|turnaround|resolution|that|this [and] [help|support|reply|response|time|patience|assistance]`,
  'for getting back to|with me|us',
  'for letting me|us know',
  'for helping|sorting|fixing|resolving|solving|checking|confirming|explaining [me|us|this|that|it] [out|so|up] [quickly|fast]',
  'for looking into this|it|that',
  'once again',
  'to you|all|everyone [all]',
] as const;

/** How the matter ended, or consent: no thanks and no question, but it may answer one of ours. */
export const ANSWERS = [
  // Portuguese
  'deu [tudo] certo',
  '[agora|ja] [tudo] funcionou|resolveu|consegui|conseguimos|resolvido|resolvida|solucionado|esclarecido [aqui|agora|perfeitamente|certinho]',
  'problema|duvida|chamado|questao [ja] [foi] resolvido|resolvida|solucionado|esclarecida|sanada',
  '[ja|agora] [ja] [esta|ta] [tudo] funcionando|resolvido|certo|ok|normal|perfeito [normalmente|perfeitamente|certinho]',
  'tudo certo|ok|resolvido|funcionando|perfeito|otimo|bem [por|aqui] [aqui]',
  'voltou a funcionar|normal [normalmente]',
  'voltou ao normal',
  'agora sim',
  'ok|okay|okey|certo|certinho|perfeito|perfeita|otimo|otima|excelente|maravilha|beleza|blz|combinado|fechado|entendi|entendido|compreendido|compreendi|ciente|top|massa|bacana|legal|joia|show|sensacional|fantastico|recebido|anotado|boa|isso|sim',
  'show de bola',
  'de acordo',
  'que bom|otimo|maravilha',
  'muito bom|bem',
  'era [so] isso [mesmo]',
  // Spanish
  'listo|perfecto|excelente|genial|estupendo|fenomenal|vale|entendido|bien|solucionado|resuelto|recibido|enterado|enterada|super|claro|buenisimo|barbaro|correcto|si|dale|joya',
  'muy bien|bueno|claro',
  'todo bien|ok|correcto|perfecto|claro|listo|solucionado|resuelto|funciona|funcionando',
  'todo en orden',
  'de acuerdo',
  '[ahora|ya] [si] [esta|funciono|funciona|quedo|me|nos] [me] [quedo] [todo] resuelto|solucionado|funcionando|listo|perfecto|perfectamente|bien|claro|correctamente',
  '[ahora|ya] [si] funciono|funciona|quedo|pude|pudimos',
  'problema resuelto|solucionado',
  'que bueno|bien',
  // English
  'great|perfect|awesome|excellent|wonderful|fantastic|brilliant|cool|nice|noted|understood|fine|amazing|lovely|sorted|solved|resolved|fixed|received|confirmed|super|good|yes|yep|yeah',
  'very|really|so good|helpful|nice|kind',
  'all good|set|sorted|clear|fine|resolved|working [now]',
  'got it [now]',
  'will do',
  'sounds good|great|perfect',
  '[it|that|this|everything|all] [now] works|worked|working [now|again|fine|great|perfectly|well|like] [now|again|a] [charm]',
  '[it|that|this|everything|issue|problem] [is|s|has] [now|been|all] [now] resolved|fixed|solved|working|sorted|good|perfect|great [now|again]',
  'that did it|the [trick]',
  'that helped|helps [a] [lot]',
  'great|good|nice|excellent|amazing|awesome job|work|service|support',
  'well done',
  'you [are|re] the best',
  'you [guys] rock',
] as const;

/** Greetings, closings and good wishes. */
export const COURTESY = [
  // Portuguese
  'ola|oi|prezado|prezada|prezados|prezadas|caro|cara|caros|caras|pessoal|equipe|equipa|time|gente|senhores|todos|galera',
  'bom|boa dia|tarde|noite|semana|trabalho|descanso|feriado',
  '[um|uma] [tenha|tenham|desejo|tenhas] [a|um|uma|voces|todos|otimo|otima] [um|uma] bom|boa|otimo|otima|excelente|lindo|linda|abencoado|feliz dia|tarde|noite|semana|feriado|descanso|trabalho|restante|resto [de] [dia|semana|trabalho]',
  '[um|tenha|tenham] [um] bom|otimo|excelente fim|final de semana',
  '[e] [um|grande|forte] [grande|forte] abraco|abracos|abs|abc|beijo|beijos|bjs',
  'att|atte|atenciosamente|cordialmente|saudacoes|respeitosamente|cumprimentos',
  '[com] [os] melhores|meus|nossos cumprimentos|saudacoes',
  'ate mais|logo|breve|a [proxima|logo]',
  'igualmente|disponha|imagina|sucesso|tmj|rs|rsrs|kk|kkk|haha|hehe|jaja|jeje|novamente|tambem|e|aqui|mesmo|demais|viu|a voce|voces',
  'de nada',
  'deus abencoe|te|os [abencoe]',
  // Spanish
  'hola|estimado|estimada|estimados|estimadas|equipo|companeros|companero|amigos|buenas|buenos|y|tambien|nuevamente',
  'buen|buenos|buenas|feliz dia|dias|tarde|tardes|noche|noches|semana|finde|jornada',
  '[que] [tenga|tengan|tengas|pases|pasen|pase] [un|una|muy] [muy] buen|buena|excelente|lindo|linda|feliz|gran|bonito|bonita dia|tarde|noche|semana|jornada|finde',
  '[que] [tenga|tengan|tengas|un] [un] buen|feliz|excelente|lindo fin de semana',
  '[un] [cordial|cordiales|gran|fuerte] saludo|saludos|abrazo|abrazos [cordial|cordiales|a] [todos]',
  'atentamente|atte|cordialmente',
  'hasta pronto|luego|manana',
  // English
  'hi|hello|hey|dear|all|team|everyone|everybody|guys|folks|there|again|and|both|welcome|likewise|indeed',
  'good morning|afternoon|evening|day',
  '[with] [best|kind|warm|kindest|warmest|many] regards|wishes',
  'best|sincerely|respectfully|rgds|br|kr',
  'yours [sincerely|truly|faithfully]',
  '[and] [have|hope] [you] [have] a [very] great|nice|good|lovely|wonderful|fantastic|happy|pleasant [rest] [of] [the|your] day|one|week|weekend|evening|afternoon|night|holiday',
  'take care',
  'you too|all|guys',
  'you re|are welcome',
  'talk soon',
] as const;
