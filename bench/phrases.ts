/** The sentences that generated mails are made of, by language. `{…}` is a slot that `generate.ts` fills differently each time. */

export type BenchLanguage = 'pt-BR' | 'en' | 'es';
export type BenchKind = 'incident' | 'task' | 'doubt';

export interface Phrases {
  subjects: Record<BenchKind, string[]>;
  hello: string[];
  matter: Record<BenchKind, string[]>;
  context: string[];
  thanks: string[];
  /** The line above quoted text. */
  wrote: string;
}

export const PHRASES: Record<BenchLanguage, Phrases> = {
  'pt-BR': {
    subjects: {
      incident: ['{bot} fora do ar', 'Mensagens do {bot} não são entregues', 'Lentidão no {bot} desde {time}'],
      task: ['Solicitação de relatório do {bot}', 'Extração de logs do {bot}', 'Alterar o número do {bot}'],
      doubt: ['Dúvida sobre o {bot}', 'Como configurar o {channel} no {bot}?', 'Pergunta sobre as filas do {bot}'],
    },
    hello: ['Olá,', 'Bom dia,', 'Boa tarde, pessoal,', 'Prezados,', 'Oi, tudo bem?'],
    matter: {
      incident: [
        'Desde {time} o {bot} parou de responder no {channel} e nenhum cliente consegue ser atendido.',
        'O {bot} está muito lento: cada resposta leva mais de {n} segundos para chegar.',
        'Recebemos o erro {code} em todas as mensagens que o {bot} envia pelo {channel}.',
        'O atendimento caiu às {time} e voltou sozinho, mas as {n} conversas da fila sumiram.',
      ],
      task: [
        'Precisamos do relatório de conversas do {bot} referente aos últimos {n} dias, por favor.',
        'Solicitamos a exclusão dos dados do contato de protocolo {code} no {bot}.',
        'Por gentileza, extraiam os logs do {bot} entre {time} e o fim do dia.',
        'Gostaríamos de alterar o nome de exibição do {bot} no {channel} para o código {code}.',
      ],
      doubt: [
        'Como faço para mudar o horário de atendimento do {bot} no {channel}?',
        'É possível limitar a {n} o número de conversas por atendente no {bot}?',
        'Onde encontro a chave de acesso do {bot} para usar na integração {code}?',
        'Qual é a diferença entre uma fila e uma tag quando o cliente escreve pelo {channel}?',
      ],
    },
    context: [
      'Nossa equipe conferiu a configuração às {time} e não mudou nada desde então.',
      'São cerca de {n} clientes afetados, segundo o painel que acompanhamos aqui.',
      'O código que aparece na tela é {code}, caso ajude na busca.',
      'Já tentamos publicar o fluxo de novo e limpar o navegador, sem diferença.',
      'No {channel} o comportamento é o mesmo, tanto no celular quanto no computador.',
      'A última vez que isso aconteceu foi há {n} dias e resolvemos reiniciando o fluxo.',
      'Quem cuida desse bot aqui é a área de vendas, que abre às {time}.',
      'Podemos fazer uma chamada rápida depois das {time}, se for mais fácil.',
      'Anotei também o identificador {code}, que vem no retorno da interface.',
      'Testei com {n} números diferentes e o resultado não mudou.',
      'O gerente pediu uma previsão para avisar as lojas que usam o {bot}.',
      'Seguem abaixo os passos que fizemos, na ordem em que foram feitos.',
    ],
    thanks: ['Obrigado,', 'Atenciosamente,', 'Um abraço,', 'Agradeço desde já,'],
    wrote: 'Em {time}, {name} escreveu:',
  },
  en: {
    subjects: {
      incident: ['{bot} is down', 'Messages of {bot} are not delivered', '{bot} is very slow since {time}'],
      task: ['Report wanted for {bot}', 'Please export the logs of {bot}', 'Change the number of {bot}'],
      doubt: ['Question about {bot}', 'How do we set up {channel} in {bot}?', 'A question on the queues of {bot}'],
    },
    hello: ['Hello,', 'Good morning,', 'Hi team,', 'Dear all,', 'Hi there,'],
    matter: {
      incident: [
        'Since {time} our {bot} has stopped answering on {channel} and no customer gets through.',
        'The {bot} has become very slow: every answer takes more than {n} seconds to arrive.',
        'We get the error {code} on every message that {bot} sends over {channel}.',
        'The service went down at {time} and came back by itself, but {n} conversations are gone.',
      ],
      task: [
        'We need the report of all conversations of {bot} for the last {n} days, please.',
        'Please delete the data of the contact with the reference {code} from {bot}.',
        'Could you export the logs of {bot} from {time} until the end of the day for us?',
        'We would like to change the display name of {bot} on {channel} to the code {code}.',
      ],
      doubt: [
        'How can I change the opening hours of {bot} on {channel}?',
        'Is it possible to limit an agent to {n} conversations at once in {bot}?',
        'Where do I find the access key of {bot} that the integration {code} asks for?',
        'What is the difference between a queue and a tag when a customer writes on {channel}?',
      ],
    },
    context: [
      'Our team looked at the settings at {time} and has changed nothing since.',
      'About {n} customers are affected, going by the dashboard that we keep here.',
      'The code on the screen is {code}, in case that helps you to find it.',
      'We have already published the flow again and cleared the browser, to no effect.',
      'On {channel} it behaves the same way, both on the phone and on the computer.',
      'The last time this happened was {n} days ago, and starting the flow again helped.',
      'The bot belongs to our sales people, who start work at {time}.',
      'We can have a short call any time after {time} if that is easier for you.',
      'I also wrote down the identifier {code} that the interface gave back.',
      'I tried it with {n} different numbers and the result was always the same.',
      'My manager asks for an estimate, to tell the shops that rely on {bot}.',
      'Below are the steps that we took, in the order in which we took them.',
    ],
    thanks: ['Thank you,', 'Best regards,', 'Kind regards,', 'Thanks in advance,'],
    wrote: 'At {time}, {name} wrote:',
  },
  es: {
    subjects: {
      incident: ['{bot} no funciona', 'Los mensajes de {bot} no llegan', '{bot} va muy lento desde las {time}'],
      task: ['Solicitud de informe de {bot}', 'Extracción de registros de {bot}', 'Cambiar el número de {bot}'],
      doubt: [
        'Consulta sobre {bot}',
        '¿Cómo configuramos {channel} en {bot}?',
        'Una pregunta sobre las colas de {bot}',
      ],
    },
    hello: ['Hola,', 'Buenos días,', 'Buenas tardes, equipo,', 'Estimados,', 'Hola a todos,'],
    matter: {
      incident: [
        'Desde las {time} nuestro {bot} dejó de responder por {channel} y ningún cliente puede ser atendido.',
        'El {bot} está muy lento: cada respuesta tarda más de {n} segundos en llegar.',
        'Recibimos el error {code} en todos los mensajes que {bot} envía por {channel}.',
        'El servicio se cayó a las {time} y volvió solo, pero se perdieron {n} conversaciones.',
      ],
      task: [
        'Necesitamos el informe de conversaciones de {bot} de los últimos {n} días, por favor.',
        'Solicitamos que eliminen los datos del contacto con la referencia {code} en {bot}.',
        '¿Podrían extraer los registros de {bot} desde las {time} hasta el final del día?',
        'Quisiéramos cambiar el nombre visible de {bot} en {channel} por el código {code}.',
      ],
      doubt: [
        '¿Cómo puedo cambiar el horario de atención de {bot} en {channel}?',
        '¿Es posible limitar a {n} las conversaciones por agente en {bot}?',
        '¿Dónde encuentro la clave de acceso de {bot} que pide la integración {code}?',
        '¿Qué diferencia hay entre una cola y una etiqueta cuando el cliente escribe por {channel}?',
      ],
    },
    context: [
      'Nuestro equipo revisó la configuración a las {time} y no ha cambiado nada desde entonces.',
      'Son unos {n} clientes afectados, según el panel que seguimos aquí.',
      'El código que aparece en la pantalla es {code}, por si ayuda a encontrarlo.',
      'Ya probamos a publicar el flujo otra vez y a limpiar el navegador, sin cambios.',
      'En {channel} se comporta igual, tanto en el teléfono como en el ordenador.',
      'La última vez que pasó fue hace {n} días y se arregló al reiniciar el flujo.',
      'El bot es del departamento de ventas, que empieza a las {time}.',
      'Podemos hacer una llamada corta después de las {time} si les resulta más fácil.',
      'También anoté el identificador {code} que devuelve la interfaz.',
      'Lo probé con {n} números distintos y el resultado fue siempre el mismo.',
      'Mi jefa pide una estimación para avisar a las tiendas que usan {bot}.',
      'Abajo están los pasos que dimos, en el orden en que los dimos.',
    ],
    thanks: ['Gracias,', 'Un saludo,', 'Saludos cordiales,', 'Gracias de antemano,'],
    wrote: 'A las {time}, {name} escribió:',
  },
};

export const BOTS = ['Aurora', 'Vila Bot', 'Mercado Fácil', 'Sol', 'Loja Central', 'Concierge', 'Entrega Já', 'Pampa'];
export const CHANNELS = ['WhatsApp', 'Instagram', 'Messenger', 'Telegram', 'Web Chat', 'SMS'];
export const FIRST_NAMES = [
  'Ana',
  'Bruno',
  'Carla',
  'Diego',
  'Elena',
  'Fábio',
  'Grace',
  'Hugo',
  'Inês',
  'João',
  'Karen',
];
export const LAST_NAMES = [
  'Souza',
  'Lima',
  'Castro',
  'Núñez',
  'Miller',
  'Araújo',
  'Baker',
  'Peña',
  'Rocha',
  'Wood',
  'Dias',
];
