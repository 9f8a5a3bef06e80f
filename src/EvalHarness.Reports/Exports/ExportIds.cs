using EvalHarness.Core;

namespace EvalHarness.Reports.Exports;

/// <summary>Ids of what is exported, the same whenever the same is.</summary>
internal static class ExportIds
{
    /// <summary>An id in the form of a random UUID, made of what it names.</summary>
    /// <param name="parts">What it names.</param>
    public static string Uuid(params string[] parts)
    {
        char[] digits = Digest.Of(parts)[..32].ToCharArray();
        digits[12] = '4';
        digits[16] = '8';
        string text = new(digits);
        return $"{text[..8]}-{text[8..12]}-{text[12..16]}-{text[16..20]}-{text[20..]}";
    }

    /// <summary>An id of 22 letters and digits.</summary>
    /// <param name="parts">What it names.</param>
    public static string Short(params string[] parts) => Digest.Of(parts)[..22];
}
