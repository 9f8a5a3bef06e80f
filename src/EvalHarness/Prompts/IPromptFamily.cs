namespace EvalHarness.Prompts;

/// <summary>A published family of prompts: in place of a text, <c>prompt: { fingpt: sentiment }</c> asks in its words.</summary>
/// <remarks>Implementations are sealed records marked with a keyword, whose first key is the task that is asked.</remarks>
public interface IPromptFamily
{
    /// <summary>Template of the question, with <c>{{field}}</c> for the fields of a sample.</summary>
    string Prompt { get; }

    /// <summary>
    /// The answer format of a task that states none, as its canonical line: the word with its settings in JSON, for example
    /// <c>{"choice":{"options":["yes","no"]}}</c>.
    /// </summary>
    string Answer { get; }

    /// <summary>Where the words are from: title, year, arXiv id or DOI.</summary>
    string Source { get; }
}

/// <summary>How answers to a published prompt are read where the task states no <c>answer:</c>.</summary>
public enum FamilyParsing
{
    /// <summary>As the paper's own script read them (default).</summary>
    Published,

    /// <summary>By rules that never guess; what they cannot read counts as wrong.</summary>
    Strict,
}
