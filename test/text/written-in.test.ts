import { writtenIn } from '../../src/text/written-in';

describe('the language of a text', () => {
  test.each([
    ['en', 'Conditional access locks out half of the test group.'],
    ['en', 'Please say which policies were tried.'],
    ['en', 'One branch office has no devices yet.'],
    ['en', 'Nobody of ours has been shown the reports.'],
    ['en', 'All policies are in place for every branch office.'],
    ['es', 'El acceso condicional bloquea a la mitad del grupo de prueba.'],
    ['es', 'Por favor, indique qué directivas se han probado.'],
    ['es', 'Una de las oficinas todavía no tiene dispositivos.'],
    ['es', 'El socio se ha preparado muy bien.'],
    ['de', 'Der bedingte Zugriff sperrt die Hälfte der Testgruppe aus.'],
    ['de', 'Bitte schreiben Sie, welche Richtlinien Sie versucht haben.'],
    ['de', 'Eine Niederlassung hat noch keine Geräte.'],
    ['de', 'Der Partner war sehr gut vorbereitet.'],
    ['de', 'Conditional Access ist im Tenant aktiv, aber die Hälfte der User kommt nicht rein.'],
  ] as const)('is %s for: %s', (language, text) => {
    const found = writtenIn(text);

    expect(found).toBe(language);
  });

  test.each([
    ['nothing', ''],
    ['too little', 'Head of workplace IT'.slice(0, 12)],
    ['names only', 'Entra ID P2, Exchange Online, Purview, Teams, Viva Engage'],
    ['an address', 'https://admin.example/policies/named-locations/branch-offices'],
    ['French', 'La moitié du groupe de test ne peut pas se connecter avec les nouvelles règles.'],
    ['Italian', 'La metà del gruppo di prova non riesce ad accedere con le nuove regole.'],
    ['Portuguese', 'A metade do grupo de teste não consegue entrar com as novas regras.'],
    ['Dutch', 'De helft van de testgroep kan niet inloggen met het nieuwe beleid.'],
    ['Japanese', 'テストグループの半分がブロックされています。'],
    ['two languages in equal parts', 'The group is blocked. Die Gruppe ist gesperrt.'],
  ])('is left open for %s', (_what, text) => {
    const found = writtenIn(text);

    expect(found).toBeUndefined();
  });
});
