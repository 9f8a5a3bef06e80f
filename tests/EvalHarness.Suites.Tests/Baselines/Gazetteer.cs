using System.Text.RegularExpressions;

namespace EvalHarness.Suites.Tests.Baselines;

/// <summary>
/// Tags a sentence by names seen in the train split and by patterns: a figure with a currency is money, a capitalised run with the
/// ending of a firm is one, behind a title stands a person, behind a preposition of place a place.
/// </summary>
internal sealed class Gazetteer
{
    private static readonly HashSet<string> CurrencyWords = Set(
        "dollar dollars pound pounds euro euros yen franc francs krona kronor krone kroner rupee rupees peso pesos pence cents shilling shillings ringgit baht won rand naira zloty real reais sterling"
    );
    private static readonly HashSet<string> Scales = Set("hundred thousand million billion trillion m bn k crore lakh");
    private static readonly HashSet<string> Titles = Set(
        "mr mrs ms miss dr sir dame lord lady baroness baron professor prof judge senator president chancellor minister analyst chairman chairwoman governor director officer founder treasurer auditor economist"
    );
    private static readonly HashSet<string> Acts = Set(
        "said says joined joins replaced replaces resigned retires retired flew told chairs founded became runs left leaves argues warned thinks believes succeeds will has disagrees"
    );
    private static readonly HashSet<string> Who = Set(
        "who chief director chairman chairwoman founder president executive head analyst economist lawyer treasurer"
    );
    private static readonly HashSet<string> Before = Set(
        "in near outside from at to of across around into inside towards between beyond through throughout"
    );
    private static readonly HashSet<string> Endings = Set(
        "bank foods group holdings holding plc inc inc. ltd ltd. limited corp corp. corporation co co. company gmbh ag sa s.a. spa nv ab asa llc lp partners capital ventures industries systems "
            + "technologies energy power motors airlines airways insurance securities fund trust pharma pharmaceuticals steel mining shipping logistics exchange commission authority agency ministry treasury parliament "
            + "congress senate council court university institute association union club brothers sons & estates brewery breweries hotels stores retail media networks telecom semiconductor chemicals cement airport railway railways"
    );

    private static readonly HashSet<string> Places = Set(
        "america argentina asia australia austria belgium berlin brazil britain canada chicago chile china denmark dublin egypt england europe finland france frankfurt germany ghana greece hungary iceland india indonesia ireland "
            + "israel italy japan kenya korea london luxembourg madrid malaysia mexico milan morocco mumbai netherlands nigeria norway oslo ottawa paris peru poland portugal romania rome russia scotland seoul shanghai singapore spain "
            + "stockholm sweden switzerland sydney taiwan texas thailand tokyo toronto turkey ukraine uk us u.s. vienna vietnam wales washington zurich california florida york geneva brussels delhi beijing dubai"
    );

    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private int longest = 1;

    /// <summary>Keeps the names of a sentence.</summary>
    public void Learn(IReadOnlyList<string> tokens, IReadOnlyList<string> tags)
    {
        for (int start = 0; start < tokens.Count; start++)
        {
            if (
                tags[start].StartsWith("B-", StringComparison.Ordinal)
                && !tags[start].EndsWith("MONEY", StringComparison.Ordinal)
            )
            {
                int end = start + 1;
                while (end < tokens.Count && tags[end].StartsWith("I-", StringComparison.Ordinal))
                {
                    end++;
                }

                known[string.Join(' ', tokens.Take(start..end))] = tags[start][2..];
                longest = Math.Max(longest, end - start);
            }
        }
    }

    /// <summary>The tags of a sentence.</summary>
    public string[] Tag(IReadOnlyList<string> tokens)
    {
        string[] tags = [.. tokens.Select(_ => "O")];
        for (int at = 0; at < tokens.Count; )
        {
            var (type, length) = Known(tokens, at) ?? Money(tokens, at) ?? Name(tokens, at) ?? ("O", 1);
            if (type != "O")
            {
                tags[at] = "B-" + type;
                Array.Fill(tags, "I-" + type, at + 1, length - 1);
            }

            at += length;
        }

        return tags;
    }

    private (string, int)? Known(IReadOnlyList<string> tokens, int at)
    {
        for (int length = Math.Min(longest, tokens.Count - at); length > 0; length--)
        {
            if (known.TryGetValue(string.Join(' ', tokens.Take(at..(at + length))), out string? type))
            {
                int end = at + length;
                return end < tokens.Count && IsName(tokens, end, at) && Endings.Contains(tokens[end].ToLowerInvariant())
                    ? ("ORG", length + 1)
                    : (type, length);
            }
        }

        return null;
    }

    private static (string, int)? Money(IReadOnlyList<string> tokens, int at)
    {
        int end = at;
        bool hasCurrency = Regex.IsMatch(tokens[end], @"^([A-Z]{0,2}\p{Sc}|[A-Z]{3}|Rs?|Fr)$");
        end += hasCurrency ? 1 : 0;
        if (end >= tokens.Count || !Regex.IsMatch(tokens[end], @"^\d[\d.,]*(k|m|bn|tn)?$"))
        {
            return null;
        }

        end++;
        while (Is(Scales, tokens, end))
        {
            end++;
        }

        if (Is(CurrencyWords, tokens, end))
        {
            (hasCurrency, end) = (true, end + 1);
        }

        return hasCurrency ? ("MONEY", end - at) : null;
    }

    private static (string, int)? Name(IReadOnlyList<string> tokens, int at)
    {
        int end = at;
        while (end < tokens.Count && IsName(tokens, end, at))
        {
            end++;
        }

        if (end == at)
        {
            return null;
        }

        string[] name = [.. tokens.Take(at..end)];
        bool isTitle = at > 0 && Is(Titles, tokens, at - 1);
        string? type =
            Is(Titles, tokens, at) && end - at == 1 ? null
            : isTitle ? "PER"
            : name.Any(token => Endings.Contains(token.ToLowerInvariant())) ? "ORG"
            : name.Any(token => Places.Contains(token.ToLowerInvariant())) ? "LOC"
            : at == 0 && end == 1 ? null
            : at > 0 && end == at + 1 && Is(Before, tokens, at - 1) ? "LOC"
            : end - at is 2 or 3 && (IsSpeaker(tokens, end) || IsOffice(tokens, at)) ? "PER"
            : "ORG";
        return type is null ? null : (type, end - at);
    }

    private static bool IsSpeaker(IReadOnlyList<string> tokens, int end) =>
        end < tokens.Count
        && (Is(Acts, tokens, end) || (tokens[end] == "," && (Is(Who, tokens, end + 1) || Is(Who, tokens, end + 2))));

    private static bool IsOffice(IReadOnlyList<string> tokens, int at) =>
        Is(Titles, tokens, at - 1) || (at > 1 && tokens[at - 1] == "," && Is(Titles, tokens, at - 2));

    private static bool IsName(IReadOnlyList<string> tokens, int at, int start) =>
        (
            char.IsUpper(tokens[at][0])
            && !Regex.IsMatch(
                tokens[at],
                "^(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|A|An|In|On|At|It|Its|He|She|They|No|Neither|Both|But|And|For|From|With|When|After|Before|While|Since|Shares|Analysts|Profit|Sales|What|We|Deliveries|Its|Ships)$"
            )
            && !(at == start && Is(Titles, tokens, at))
        ) || (at > start && tokens[at] is "of" or "&" && at + 1 < tokens.Count && char.IsUpper(tokens[at + 1][0]));

    private static bool Is(HashSet<string> words, IReadOnlyList<string> tokens, int at) =>
        at >= 0 && at < tokens.Count && words.Contains(tokens[at].ToLowerInvariant());

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
