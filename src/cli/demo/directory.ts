/** Who the demo's customers are: one contract for each answer that entitlement can give. Days are told from today, so that the demo never ages. */

/** The content of a `directory.json`. @param now UTC ms */
export function demoDirectory(now: number) {
  const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10);
  return {
    contracts: [
      {
        id: 'acme-plus',
        organization: 'Acme',
        plan: 'Plus',
        startsOn: day(-300),
        endsOn: day(65),
        domains: ['acme.example'],
        bots: [
          { id: 'acme-vendas', name: 'Acme Vendas', paid: true },
          { id: 'acme-lab', name: 'Acme Lab', paid: false },
        ],
        users: [
          { name: 'Ana Souza', email: 'ana@acme.example', language: 'pt-BR', bots: ['acme-vendas'], admin: true },
          { name: 'Léo Dias', email: 'leo@acme.example', bots: ['acme-lab'] },
        ],
      },
      {
        id: 'globex-enterprise',
        organization: 'Globex',
        plan: 'Enterprise',
        startsOn: day(-700),
        domains: ['globex.example'],
        bots: [{ id: 'globex-care', name: 'Globex Care', paid: true }],
        users: [{ name: 'John Park', email: 'john@globex.example', language: 'en', bots: ['globex-care'] }],
      },
      {
        id: 'mercado-sur-start',
        organization: 'Mercado Sur',
        // An alias: the plan is Startup.
        plan: 'Start',
        startsOn: day(-40),
        endsOn: day(325),
        domains: ['mercadosur.example'],
        bots: [{ id: 'sur-pedidos', name: 'Sur Pedidos', paid: true }],
        users: [{ name: 'Lucía Fernández', email: 'lucia@mercadosur.example', language: 'es', bots: ['sur-pedidos'] }],
      },
      {
        id: 'padaria-lite',
        organization: 'Padaria Estrela',
        plan: 'Lite',
        startsOn: day(-120),
        endsOn: day(245),
        domains: ['estrela.example'],
        bots: [{ id: 'estrela', name: 'Estrela', paid: true }],
        users: [{ name: 'Marcos Prado', email: 'marcos@estrela.example', language: 'pt-BR', bots: ['estrela'] }],
      },
      {
        id: 'loja-luz-trial',
        organization: 'Loja Luz',
        plan: 'Trial',
        startsOn: day(-5),
        endsOn: day(9),
        domains: ['lojaluz.example'],
        bots: [{ id: 'luz', name: 'Luz', paid: true }],
        users: [{ name: 'Rafael Nunes', email: 'rafael@lojaluz.example', language: 'pt-BR', bots: ['luz'] }],
      },
      {
        id: 'northgate-lite',
        organization: 'Northgate',
        plan: 'Lite',
        startsOn: day(-385),
        endsOn: day(-20),
        domains: ['northgate.example'],
        bots: [{ id: 'northgate-desk', name: 'Northgate Desk', paid: true }],
        users: [{ name: 'Grace Clarke', email: 'grace@northgate.example', language: 'en', bots: ['northgate-desk'] }],
      },
      {
        id: 'andina-super',
        organization: 'Andina',
        plan: 'Super',
        startsOn: day(14),
        endsOn: day(379),
        domains: ['andina.example'],
        bots: [{ id: 'andina-ventas', name: 'Andina Ventas', paid: true }],
        users: [{ name: 'Tomás Rojas', email: 'tomas@andina.example', language: 'es', bots: ['andina-ventas'] }],
      },
    ],
  };
}
