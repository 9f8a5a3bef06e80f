namespace EvalHarness.Llama.Templates;

/// <summary>A chat template cannot be read, or refuses the turns that it is given.</summary>
/// <param name="fault">What is wrong, without any text of a prompt.</param>
/// <param name="line">Line of the template, from 1; 0 where none is known.</param>
internal sealed class TemplateException(string fault, int line = 0) : Exception(fault)
{
    /// <summary>Line of the template, from 1; 0 where none is known.</summary>
    public int Line { get; } = line;

    /// <summary>The fault with its line.</summary>
    public string Told => Line > 0 ? FormattableString.Invariant($"line {Line}: {Message}") : Message;
}
