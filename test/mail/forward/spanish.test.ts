/** How mail programs lay out forwarded mail in Spanish. */
import { test } from 'vitest';
import { expectForwarded, type Layout } from './layout.ts';

test.each<Layout>([
  {
    name: 'Gmail',
    as: 'Fwd: Error en el portal',
    shown: `---------- Forwarded message ---------
De: Lucía Gómez <lucia@globex.example>
Date: mar, 3 nov 2026 a las 15:40
Subject: Error en el portal
To: <pedro@globex.example>


El portal no abre.`,
    date: 'mar, 3 nov 2026 a las 15:40',
  },
  {
    name: 'Outlook desktop',
    as: 'RV: Error en el portal',
    shown: `Os reenvío el aviso.

De: Lucía Gómez <lucia@globex.example>
Enviado el: martes, 3 de noviembre de 2026 15:40
Para: Pedro <pedro@globex.example>
CC: Soporte interno <ti@globex.example>
Asunto: Error en el portal
Importancia: Alta

El portal no abre.`,
    date: 'martes, 3 de noviembre de 2026 15:40',
  },
  {
    name: 'Outlook, plain text',
    as: 'RV: Error en el portal',
    shown: `-----Mensaje original-----
De: Lucía Gómez [mailto:lucia@globex.example]
Enviado el: martes, 3 de noviembre de 2026 15:40
Para: Pedro
Asunto: Error en el portal

El portal no abre.`,
    date: 'martes, 3 de noviembre de 2026 15:40',
  },
  {
    name: 'Apple Mail',
    as: 'Fwd: Error en el portal',
    shown: `> Inicio del mensaje reenviado:
> 
> De: Lucía Gómez <lucia@globex.example>
> Asunto: Error en el portal
> Fecha: 3 de noviembre de 2026, 15:40:12 CET
> Para: pedro@globex.example
> 
> El portal no abre.`,
    date: '3 de noviembre de 2026, 15:40:12 CET',
  },
  {
    name: 'Thunderbird',
    as: 'Fwd: Error en el portal',
    shown: `-------- Mensaje reenviado --------
Asunto: \tError en el portal
Fecha: \tTue, 3 Nov 2026 15:40:12 +0100
De: \tLucía Gómez <lucia@globex.example>
Responder a: \tti@globex.example
Para: \tpedro@globex.example

El portal no abre.`,
    date: '2026-11-03T14:40:12.000Z',
  },
  {
    name: 'Yahoo, all of the header on one line',
    as: 'RV: Error en el portal',
    shown: `   ----- Mensaje reenviado ----- De: Lucía Gómez <lucia@globex.example>Para: Pedro <pedro@globex.example>Enviado: martes, 3 de noviembre de 2026 15:40:12 CETAsunto: Error en el portal
 El portal no abre.`,
    date: 'martes, 3 de noviembre de 2026 15:40:12 CET',
  },
  {
    name: 'a marker only, in a mail with another subject',
    as: 'Para que lo vean',
    shown: `Buenas,

----- Mensaje reenviado -----
De: "Lucía Gómez" <lucia@globex.example>
Para: "Pedro" <pedro@globex.example>
Enviados: Martes, 3 de Noviembre 2026 15:40:12
Asunto: Error en el portal

El portal no abre.`,
    date: 'Martes, 3 de Noviembre 2026 15:40:12',
  },
  {
    name: 'Notes',
    as: 'RV: Error en el portal',
    shown: `----- Remitido por Pedro Ruiz/Globex con fecha 03/11/2026 16:00 -----

De: Lucía Gómez <lucia@globex.example>
Para: pedro@globex.example
Fecha: 03/11/2026 15:40
Asunto: Error en el portal

El portal no abre.`,
    date: '03/11/2026 15:40',
  },
])('$name', (layout) => {
  const from = { name: 'Lucía Gómez', address: 'lucia@globex.example' };
  expectForwarded(layout, {
    from,
    subject: 'Error en el portal',
    text: 'El portal no abre.',
    date: layout.date ?? null,
  });
});
