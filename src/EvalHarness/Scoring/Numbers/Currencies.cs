namespace EvalHarness.Scoring.Numbers;

/// <summary>Currency marks in front of or behind an amount.</summary>
internal static class Currencies
{
    private static readonly (string Mark, string Code)[] Symbols =
    [
        ("US$", "USD"),
        ("HK$", "HKD"),
        ("NZ$", "NZD"),
        ("A$", "AUD"),
        ("C$", "CAD"),
        ("S$", "SGD"),
        ("R$", "BRL"),
        ("\\$", "USD"),
        ("$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥", "JPY"),
        ("₹", "INR"),
        ("₩", "KRW"),
        ("₽", "RUB"),
        ("₺", "TRY"),
        ("₪", "ILS"),
        ("₫", "VND"),
        ("₱", "PHP"),
        ("฿", "THB"),
        ("₴", "UAH"),
        ("₦", "NGN"),
        ("Rs.", "INR"),
        ("Rs ", "INR"),
        ("руб.", "RUB"),
        ("руб", "RUB"),
        ("元", "CNY"),
        ("円", "JPY"),
        ("원", "KRW"),
    ];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Codes = (
        "AED ARS AUD BGN BHD BRL CAD CHF CLP CNH CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD "
        + "MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
    )
        .Split(' ')
        .ToHashSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The currency that the text starts with and the length of its mark; null where it starts with none.</summary>
    public static (string Code, int Length)? At(ReadOnlySpan<char> text)
    {
        foreach ((string mark, string code) in Symbols)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
            {
                return (code, mark.Length);
            }
        }
        bool isWord = text.Length >= 3 && (text.Length == 3 || !char.IsLetter(text[3]));
        return isWord && Codes.TryGetValue(text[..3], out string? known) ? (known, 3) : null;
    }
}
