namespace EvalHarness.Scoring.Texts;

/// <summary>How ROUGE cuts text into words.</summary>
public enum RougeTokenizer
{
    /// <summary>Runs of a to z and digits in lower case, as rouge_score does (default): nothing else is a word.</summary>
    Latin,

    /// <summary>Runs of letters, digits and marks of any script; in scripts without spaces between words each character.</summary>
    Unicode,

    /// <summary>Each character but white space.</summary>
    Char,
}
