using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>
/// The answer is a program of FinQA and ConvFinQA: steps such as <c>subtract(5829, 5735), divide(#0, 5735)</c>. The last one counts, in
/// prose, in a code fence or one step a line, and also with steps inside steps.
/// </summary>
/// <remarks>
/// Operations are add, subtract, multiply, divide, exp, greater, table_max, table_min, table_sum and table_average; arguments are numbers,
/// constants (<c>const_100</c>), results (<c>#0</c>) and names of rows. Dollar signs and commas between groups of three are dropped. It is carried
/// out by an interpreter of these ten words alone: nothing that a model writes is run.
/// </remarks>
/// <param name="Numbers">Whether a response without a program may answer by its final number, or by yes or no; false by default.</param>
[Keyword("program")]
public sealed record ProgramAnswer(bool Numbers = false) : IAnswerFormat
{
    private static readonly NumberAnswer Number = new();

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }
        if (FinQaText.Find(said) is { } program)
        {
            return new Answer(program);
        }
        return !Numbers ? Answer.None("no program of FinQA")
            : Word(said) is { } word ? new Answer(word)
            : Number.Parse(said) is { IsUsable: true } number ? number
            : Answer.None("neither a program of FinQA nor a number");
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return FinQaText.Find(target) ?? Word(target) ?? target.Trim();
    }

    // "Yes.", "The answer is no": the last line's last word, where the line is short enough to be an answer.
    private static string? Word(string text)
    {
        string[] words = text.Trim().Split('\n')[^1].Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries);
        string last = words.Length is > 0 and <= 6
            ? words[^1].Trim('.', '!', '*', '"', '\'', '`', ',').ToLowerInvariant()
            : "";
        return last is "yes" or "no" ? last : null;
    }
}
