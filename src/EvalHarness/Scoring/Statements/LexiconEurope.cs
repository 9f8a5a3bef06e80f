namespace EvalHarness.Scoring.Statements;

/// <summary>The words of European languages that <see cref="Lexicon"/> knows; a line a cue, phrases between semicolons.</summary>
internal static class LexiconEurope
{
    /// <summary>German, Dutch and the Scandinavian languages.</summary>
    public const string Germanic = """
        Marker: antwort; antworten; die antwort; richtige antwort; richtige antworten; korrekte antwort; klasse; kategorie; stimmung; tonalität; ergebnis; urteil; fazit; einstufung; bewertung; einordnung; klassifikation; klassifizierung; lösung; auswahl; vorhersage
        Final: endgültige antwort; finale antwort; endantwort; endergebnis; abschließende antwort; korrigierte antwort; neue antwort
        Marker: antwoord; het antwoord; het juiste antwoord; juiste antwoord; correcte antwoord; het antwoord; categorie; conclusie; resultaat; uitslag; voorspelling; oordeel; svar; svaret; rätt svar; rätt svar är; riktige svar; rigtige svar; korrekt svar; slutsats; konklusion; konklusjon; vastaus; oikea vastaus
        Final: definitieve antwoord; eindantwoord; slutligt svar; endeligt svar; endelig svar; lopullinen vastaus
        Copula: ist; sind; war; wäre; lautet; wird; bleibt; scheint; is; zijn; luidt; was; blijft; är; er; var; blir; bliver
        Filler: die; der; das; den; dem; ein; eine; einen; einer; also; daher; somit; klar; eindeutig; eher; wohl; wahrscheinlich; vermutlich; insgesamt; hier; nämlich; sehr; ganz; als; de; het; een; dus; duidelijk; waarschijnlijk; eerder; den; det; en; ett; et; klart; troligen; derfor; buchstabe; mit; ich; würde; sagen; es; dies; text
        Negation: nicht; kein; keine; keinen; keiner; keinem; keines; nie; niemals; nichts; weder; ohne; kaum; keineswegs; keinesfalls; statt; anstatt; alles andere als; niet; geen; nooit; niets; zonder; evenmin; allesbehalve; inte; ej; ikke; ingen; inget; inga; intet; aldrig; aldri; utan; uten; uden; nein; nee; nej; nei; ei; eivät; ekki; auf keinen fall; mitnichten; trifft nicht zu; passt nicht
        NegationAfter: kann keine rede sein; ist keine rede; trifft nicht zu; passt nicht; scheidet aus; scheiden aus; fällt weg; past niet; valt af
        None: nicht nur; nicht bloß; kein zweifel; keine frage; ohne zweifel; zweifellos; zweifelsohne; nichts als; kein wunder; immer noch; noch immer; niet alleen; geen twijfel; zonder twijfel; ongetwijfeld; inte bara; ikke bare; ikke kun; utan tvekan; uten tvil; uden tvivl; utan tvivel; ob wohl; noch positiver; warum nicht; waarom niet; wenn ich wählen müsste; wenn ich mich entscheiden müsste
        Unsure: weiß nicht; weiss nicht; nicht sicher; unsicher; unklar; nicht klar; kann nicht sagen; kann ich nicht sagen; nicht sagen; nicht beurteilen; nicht bestimmen; nicht feststellen; nicht entscheiden; schwer zu sagen; unmöglich zu sagen; lässt sich nicht sagen; lässt sich nicht bestimmen; keine ahnung; ungewiss; weet niet; niet zeker; onzeker; onduidelijk; kan niet zeggen; kan niet bepalen; moeilijk te zeggen; geen idee; vet inte; vet ikke; inte säker; ikke sikker; osäker; usikker; oklart; uklart; svårt att säga; vanskelig å si; svært at sige; ei tiedä; epäselvä; en tiedä
        If: om det är; om den är; om det er; om den er; ob; wenn; falls; sofern; als of; indien; mits; hvis; ifall; huruvida; jos
        Correction: moment; warte; halt; nein doch; doch; korrektur; entschuldigung; verzeihung; vielmehr; ich meine; ich meinte; eigentlich; genauer gesagt; beziehungsweise korrekt; bei näherem hinsehen; pardon; wacht; wacht even; ik bedoel; ik bedoelde; eigenlijk; correctie; bij nader inzien; vänta; vent; egentligen; egentlig; förlåt; unnskyld; undskyld; rättelse; rettelse; jag menar; jeg mener
        Retraction: das war falsch; das ist falsch; das stimmt nicht; dat was fout; dat klopt niet; dat is fout; det var fel; det var feil; det var forkert
        Break: aber; jedoch; sondern; weil; denn; obwohl; deshalb; deswegen; also; und das; und es; und ich; während; wobei; allerdings; maar; echter; want; omdat; doch; dus; terwijl; men; eftersom; fordi; därför; derfor; mutta; koska; vaan; og det; och det
        Conjunction: und; oder; bis; sowie; beziehungsweise; bzw; sowohl; en; of; och; eller; og; ja; tai; samt
        Hypothetical: wäre; würde; könnte; zou; skulle; ville
        Possible: könnte; vielleicht; möglicherweise; eventuell; misschien; kanske; måske; kanskje; ehkä
        Dismissal: falsch; unrichtig; inkorrekt; fout; onjuist; verkeerd; fel; feil; forkert; väärin; väärä
        Approval: richtig; korrekt; die richtige; das richtige; zutreffend; juist; correct; rätt; riktig; rigtig; oikein; oikea; die antwort; het antwoord; ja; kyllä
        Choice: ich wähle; ich entscheide mich für; ich nehme; ich tippe auf; ich würde sagen; ik kies; ik zou zeggen; jag väljer; jeg velger; jeg vælger; valitsen
        Conclusion: also; daher; somit; folglich; insgesamt; zusammenfassend; letztlich; schließlich; dus; kortom; concluderend; alltså; derfor; därför; sammanfattningsvis; altså
        Naming: option; antwortmöglichkeit; buchstabe; möglichkeit; optie; keuze; letter; alternativ; alternativet; bokstav; vaihtoehto
        """;

    /// <summary>French, Spanish, Portuguese, Italian, Catalan and Romanian.</summary>
    public const string Romance = """
        Marker: réponse; réponses; la réponse; ma réponse; la bonne réponse; bonne réponse; réponse correcte; bonnes réponses; classe; catégorie; étiquette; résultat; verdict; tonalité; conclusion; classement; prédiction; solution; choix
        Final: réponse finale; réponse définitive; réponse corrigée; nouvelle réponse; résultat final
        Marker: respuesta; respuestas; respuesta correcta; respuestas correctas; la respuesta; opción correcta; opciones correctas; sentimiento; clase; categoría; etiqueta; resultado; veredicto; conclusión; clasificación; predicción; solución; tono
        Final: respuesta final; respuesta definitiva; respuesta corregida; nueva respuesta; resultado final
        Marker: resposta mais provável; opção mais provável; resposta mais adequada; resposta; respostas; resposta correta; resposta certa; resposta correcta; a resposta; alternativa correta; opção correta; sentimento; categoria; rótulo; veredito; conclusão; classificação; previsão; solução
        Final: resposta final; resposta definitiva; resposta corrigida; nova resposta
        Marker: risposta; risposte; risposta corretta; risposta giusta; la risposta; opzione corretta; etichetta; risultato; verdetto; conclusione; classificazione; previsione; soluzione; classe
        Final: risposta finale; risposta definitiva; risposta corretta finale; nuova risposta; risultato finale
        Marker: răspuns; răspunsul; răspunsul corect; rezultat; concluzie; etichetă; resposta correcta; la resposta
        Final: răspuns final; răspunsul final
        Copula: est; sont; était; serait; c'est; reste; es; son; era; sería; está; fue; é; são; seria; fica; è; sono; sarebbe; resta; este; sunt
        Filler: la; le; les; un; une; l'option; donc; clairement; plutôt; probablement; nettement; très; el; los; una; uno; claramente; probablemente; entonces; más; bien; muy; o; a; os; as; um; uma; então; provavelmente; muito; il; lo; gli; quindi; chiaramente; probabilmente; piuttosto; molto; dunque; como; comme; come; sin duda; sans doute; global; globale; que; che; de; du; del; d'une; esta; este; questo; cela; ce
        Negation: pas; jamais; aucun; aucune; rien; ni; sans; nullement; guère; loin d'être; n'est pas; nunca; jamás; ningún; ninguna; ninguno; nada; sin; tampoco; lejos de ser; não é mais; não está mais; não mais; não parece mais; nu este; nu e; nu sunt; nu pare; não; nenhum; nenhuma; nem; sem; longe de ser; non; nessun; nessuna; nessuno; niente; nulla; né; senza; affatto; tutt'altro che; lontano dall'essere; niciun; nicio; fără; niciodată; au lieu de; plutôt que; en lugar de; em vez de; invece di; tout sauf; aucunement; en aucun cas; en aucune façon; en aucune manière; de ningún modo; de ninguna manera; en absoluto; ni mucho menos; para nada; de modo algum; de forma alguma; de maneira alguma; de jeito nenhum; in alcun modo; in nessun modo; per niente; per nulla
        Negation: ne convient pas; ne s'applique pas; no encaja; no aplica; não se aplica; non si applica
        NegationAfter: ne convient pas; ne s'applique pas; est exclu; est exclue; no encaja; no aplica; queda descartada; queda descartado; não se aplica; non si applica
        None: sans doute; sans aucun doute; pas seulement; pas de doute; aucun doute; non seulement; ne fait aucun doute; sin duda; sin ninguna duda; no solo; no sólo; no solamente; no hay duda; no cabe duda; nada menos que; sem dúvida; sem nenhuma dúvida; não só; não apenas; não somente; não há dúvida; senza dubbio; senza alcun dubbio; non solo; non soltanto; non c'è dubbio; nessun dubbio; fără îndoială; nu numai; nu doar; pourquoi pas; por qué no; por que não; perché non; rien que; si je devais choisir; si tuviera que elegir; se eu tivesse que escolher; se dovessi scegliere
        Unsure: ne sais pas; sais pas; ne peux pas dire; ne peux pas déterminer; pas possible de dire; impossible de dire; impossible de déterminer; impossible de savoir; pas sûr; pas certain; incertain; pas clair; difficile de dire; difficile à dire; aucune idée; j'ignore; no sé; no puedo determinar; no puedo decir; no es posible determinar; no es posible decir; no se puede determinar; no se puede decir; no estoy seguro; no estoy segura; imposible determinar; imposible saber; imposible decir; no está claro; difícil de decir; difícil decir; ni idea; não sei; não posso determinar; não posso dizer; não consigo determinar; não é possível determinar; não é possível dizer; não tenho certeza; impossível determinar; impossível dizer; não está claro; difícil dizer; non so; non posso dire; non posso determinare; non è possibile determinare; non è possibile dire; non sono sicuro; non sono sicura; impossibile dire; impossibile stabilire; impossibile determinare; non è chiaro; difficile dire; incerto; nu știu; nu pot spune; nu este clar; greu de spus
        If: si le; si la; si les; si c'est; si cela; si ce; si cette; si l'on; si el; si es; si esto; si los; se il; se la; se lo; se è; se o; se é; se isso; dacă; s'il; s'il est; à moins que; a menos que
        Correction: attendez; attends; en fait; pardon; désolé; désolée; plutôt; je veux dire; je voulais dire; correction; rectification; espera; en realidad; perdón; perdona; lo siento; mejor dicho; quiero decir; quise decir; corrección; corrijo; digo; espere; na verdade; desculpe; desculpa; aliás; quero dizer; quis dizer; correção; aspetta; aspetti; anzi; scusa; scusate; scusi; in realtà; cioè; volevo dire; voglio dire; correzione; mi correggo; așteaptă; de fapt; scuze; réflexion faite; pensándolo bien; pensando bem; ripensandoci
        Retraction: c'est faux; c'était faux; je me suis trompé; eso está mal; me equivoqué; isso está errado; eu errei; è sbagliato; mi sono sbagliato
        Break: mais; car; parce; puisque; cependant; pourtant; donc; pero; sino; porque; ya; aunque; por lo tanto; así que; mas; porém; contudo; portanto; pois; embora; ma; però; perché; poiché; quindi; tuttavia; bensì; dar; ci; pentru; deci; et c'est; y es; e é; ed è; tandis
        Conjunction: et; ou; y; u; o; e; ed; od; ainsi; și; sau; así como; i; entre; oppure; voire
        Hypothetical: serait; sería; seria; sarebbe; pourrait; podría; poderia; potrebbe; devrait
        Possible: peut; pourrait; peut-être; podría; quizás; quizá; tal vez; talvez; poderia; potrebbe; forse; probable; poate
        Dismissal: faux; fausse; fausses; incorrect; incorrecte; incorrecta; incorrecto; falsa; falso; errada; errado; incorreta; incorreto; sbagliata; sbagliato; errata; errato; scorretta; greșit; greșită
        Approval: correct; correcte; juste; vraie; exacte; correcta; correcto; verdadera; correta; correto; certa; certo; corretta; corretto; giusta; giusto; esatta; corect; corectă; la bonne; la correcta; a correta; quella giusta; la réponse; la respuesta; a resposta; la risposta; oui; sí; sim; sì
        Choice: je choisis; je dirais; je sélectionne; j'opte pour; elijo; escojo; selecciono; diría; me quedo con; escolho; diria; fico com; scelgo; direi; opto per; opto por; aleg
        Conclusion: donc; ainsi; en conclusion; finalement; por lo tanto; por tanto; entonces; en conclusión; así que; portanto; logo; em conclusão; assim; quindi; pertanto; dunque; in conclusione; deci; așadar
        Naming: option; l'option; choix; lettre; opción; letra; inciso; opção; alternativa; opzione; lettera; opțiunea; litera; varianta
        """;

    /// <summary>Russian, Ukrainian, Polish, Czech, Hungarian, Greek and Turkish.</summary>
    public const string Eastern = """
        Marker: ответ; правильный ответ; верный ответ; правильные ответы; класс; категория; метка; вывод; результат; тональность; вердикт; итог; оценка; настроение; решение
        Final: окончательный ответ; итоговый ответ; финальный ответ; исправленный ответ; новый ответ
        Marker: відповідь; правильна відповідь; категорія; мітка; висновок; тональність; odpowiedź; poprawna odpowiedź; prawidłowa odpowiedź; klasa; kategoria; etykieta; wynik; wniosek; sentyment; werdykt; odpověď; správná odpověď; třída; kategorie; štítek; výsledek; závěr; sentiment; odpoveď; válasz; helyes válasz; kategória; eredmény; απάντηση; σωστή απάντηση; κατηγορία; αποτέλεσμα; cevap; doğru cevap; yanıt; doğru yanıt; sınıf; kategori; etiket; sonuç; duygu
        Final: остаточна відповідь; ostateczna odpowiedź; końcowa odpowiedź; konečná odpověď; végső válasz; τελική απάντηση; nihai cevap; son cevap; nihai yanıt
        Copula: это; является; есть; был; будет; равен; це; є; to; jest; są; brzmi; je; jsou; είναι; az; olan; to jest
        Filler: вариант; скорее; явно; вероятно; очень; следующий; под; буквой; буква; скоріше; wyraźnie; raczej; prawdopodobnie; bardzo; jasně; spíše; pravděpodobně; η; ο; το; σαφώς; μάλλον; kesinlikle; büyük; ihtimalle; muhtemelen; bir; şık; şıkkı; a; az; egyértelműen
        Negation: не; нет; ни; нельзя; никак; ничего; ничто; никогда; без; отнюдь; вряд ли; едва ли; ні; немає; нічого; ніколи; навряд; nie; żaden; żadna; żadne; nigdy; nic; ani; bez; brak; ne; není; nikdy; žádný; žádná; žádné; nejsou; nem; nincs; sem; soha; δεν; δε; μη; όχι; χωρίς; ούτε; τίποτα; καθόλου; hiç; ne de; вместо; а не; zamiast; místo; ни в коем случае; никоим образом; не подходит
        NegationAfter: değil; değildir; değildi; yok; nem az; не подходит; исключается; отпадает
        None: не только; нет сомнений; без сомнения; несомненно; вне сомнений; сомнений нет; не тільки; без сумніву; nie tylko; bez wątpienia; nie ma wątpliwości; niewątpliwie; nejen; bez pochyby; není pochyb; nem csak; όχι μόνο; χωρίς αμφιβολία; δεν υπάρχει αμφιβολία; şüphesiz; почему не; почему бы не
        Unsure: не знаю; не могу сказать; не могу определить; не уверен; не уверена; нельзя сказать; нельзя определить; невозможно сказать; невозможно определить; трудно сказать; сложно сказать; неясно; непонятно; не ясно; не знаю чи; важко сказати; неможливо визначити; nie wiem; nie mogę stwierdzić; nie mogę określić; nie mogę powiedzieć; nie da się określić; nie da się stwierdzić; nie jestem pewien; nie jestem pewna; trudno powiedzieć; nie jest jasne; niejasne; nevím; nemohu určit; nelze určit; nejsem si jistý; těžko říci; není jasné; nem tudom; nem biztos; nehéz megmondani; δεν ξέρω; δεν γνωρίζω; δεν μπορώ να πω; δεν είναι σαφές; δεν είμαι σίγουρος; bilmiyorum; emin değilim; belirsiz; söylemek zor; söyleyemem; karar veremiyorum
        If: если; ли; чи; якщо; czy; jeśli; jeżeli; zda; jestli; pokud; vajon; αν; εάν; eğer
        UnsureAfter: ли; olup olmadığını
        Correction: погодите; подождите; постойте; стоп; вернее; точнее; извините; простите; поправка; исправление; на самом деле; то есть; имел в виду; имела в виду; зачекайте; точніше; вибачте; насправді; czekaj; chwila; właściwie; przepraszam; poprawka; raczej; to znaczy; miałem na myśli; miałam na myśli; počkat; počkej; vlastně; pardon; oprava; totiž; várj; várjunk; bocsánat; valójában; javítás; azaz; περίμενε; συγγνώμη; διόρθωση; στην πραγματικότητα; εννοώ; bekle; aslında; pardon; düzeltme; yani; özür dilerim
        Retraction: это неверно; это неправильно; я ошибся; я ошиблась; to błąd; pomyliłem się; pomyliłam się; spletl jsem se; tévedtem; έκανα λάθος; yanıldım; bu yanlış
        Break: но; а; однако; потому; поэтому; хотя; зато; але; проте; тому; бо; ale; jednak; lecz; ponieważ; bo; więc; natomiast; avšak; protože; takže; ale; nýbrž; hanem; mert; azonban; αλλά; όμως; γιατί; επειδή; ama; fakat; ancak; çünkü; ve bu; и это; i to
        Conjunction: и; или; та; або; й; i; oraz; lub; albo; a; nebo; és; vagy; και; ή; ve; veya; ya da; ile
        Hypothetical: бы; było by; byłoby; bylo by; lenne; θα
        Possible: может; возможно; наверное; може; może; być może; možná; talán; lehet; ίσως; belki; olabilir
        Dismissal: неверно; неверен; неправильно; неправилен; неверный; ошибочен; хибний; неправильна; błędna; błędny; nieprawidłowa; niepoprawna; fałszywa; špatně; nesprávná; chybná; helytelen; hibás; λάθος; λανθασμένη; yanlış; hatalı
        Approval: правильный; верный; верно; правильно; верен; правильна; poprawna; prawidłowa; poprawny; správně; správná; helyes; σωστή; σωστό; doğru; doğrudur; да; evet; ναι
        Choice: я выбираю; выбираю; я бы сказал; я бы сказала; обираю; wybieram; powiedziałbym; powiedziałabym; vybírám; volím; választom; επιλέγω; seçiyorum
        Conclusion: следовательно; таким образом; итак; значит; поэтому; отже; zatem; więc; podsumowując; tedy; takže; závěrem; tehát; συνεπώς; άρα; dolayısıyla; sonuç olarak; yani
        Naming: вариант; варианты; буква; варіант; opcja; litera; wariant; možnost; písmeno; opció; betű; επιλογή; γράμμα; seçenek; şık
        """;
}
