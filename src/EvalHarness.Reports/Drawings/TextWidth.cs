namespace EvalHarness.Reports.Drawings;

/// <summary>About how wide a text is, without a font at hand: a little more than most fonts need.</summary>
internal static class TextWidth
{
    /// <summary>Width in pixels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Size of the type in pixels.</param>
    public static double Of(string text, double size) =>
        size
        * text.Sum(c =>
            c switch
            {
                'i' or 'l' or 'j' or '.' or ',' or ':' or '\'' or '|' or 'I' => 0.32,
                ' ' or 't' or 'f' or 'r' or '-' or '(' or ')' or '/' => 0.42,
                'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.92,
                >= '\u2E80' => 1,
                _ when char.IsUpper(c) => 0.72,
                _ => 0.63,
            }
        );
}
