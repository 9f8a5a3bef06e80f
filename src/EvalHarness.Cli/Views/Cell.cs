namespace EvalHarness.Cli.Views;

/// <summary>A cell of a table: the same thing in one form or more, the widest first.</summary>
/// <param name="Forms">What is written, as markup; a column that shortens goes from one form to the next.</param>
internal sealed record Cell(params string[] Forms)
{
    /// <summary>A cell that is written in one way.</summary>
    /// <param name="text">What is written, as markup.</param>
    public static implicit operator Cell(string text) => new(text);

    /// <summary>The cell after so many steps of shortening.</summary>
    /// <param name="step">How many.</param>
    public string At(int step) => Forms[Math.Min(step, Forms.Length - 1)];
}
