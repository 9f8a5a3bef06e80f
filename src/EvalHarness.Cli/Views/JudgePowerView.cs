using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Says how many ratings of people the judges of a run need: a plain sentence a model.</summary>
internal static class JudgePowerView
{
    /// <summary>Writes it as text.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="power">The answer.</param>
    public static void Write(IAnsiConsole console, JudgePower power)
    {
        foreach (string sentence in Sentences(power))
        {
            console.WriteLine(sentence);
        }
    }

    /// <summary>Writes it as JSON.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="power">The answer.</param>
    public static void WriteJson(Terminal terminal, JudgePower power) =>
        JsonView.Write(
            terminal,
            new
            {
                power.HalfWidth,
                power.Confidence,
                enough_for_any = power.Most,
                models = power.Rows.Select(row => new
                {
                    row.Task,
                    row.Judge,
                    row.Model,
                    row.Labelled,
                    row.Answers,
                    row.Needed,
                    row.Missing,
                    needed_without_judge = row.Alone,
                }),
                sentences = Sentences(power),
            }
        );

    private static IEnumerable<string> Sentences(JudgePower power)
    {
        yield return FormattableString.Invariant(
            $"For an interval of ±{power.HalfWidth:0.###} at {100 * power.Confidence:0.##} % confidence, of answers drawn by chance:"
        );
        foreach (var judge in power.Judges.Where(judge => judge.Calibration is null))
        {
            yield return FormattableString.Invariant(
                $"{judge.Task}, judge {judge.Judge}: nobody rated its answers yet. {power.Most:N0} ratings of each model are enough whatever people say; rate some 50 first, and ask again how many the judge saves."
            );
        }

        foreach (var row in power.Rows)
        {
            yield return $"{row.Task}, judge {row.Judge}, {row.Model}: {Of(row, power)}";
        }
    }

    private static string Of(JudgePowerRow row, JudgePower power)
    {
        string has = FormattableString.Invariant($"{row.Labelled:N0} of {row.Answers:N0} answers are rated");
        if (row.Plan is null)
        {
            return FormattableString.Invariant(
                $"{has}, too few to learn from. {power.Most:N0} are enough whatever people say."
            );
        }

        string alone = row.Alone is { } number
            ? FormattableString.Invariant($" Without the judge it would take {number:N0}.")
            : "";
        return (row.Needed, row.Missing) switch
        {
            (null, _) => $"{has}. No number of ratings is enough: it takes more answers.{alone}",
            (_, 0) => FormattableString.Invariant($"{has}, which is enough; it takes {row.Needed:N0}.{alone}"),
            ({ } needed, _) when needed > row.Answers => FormattableString.Invariant(
                $"{has}. It takes {needed:N0}, more than there are answers: it takes more samples.{alone}"
            ),
            _ => FormattableString.Invariant($"{has}. It takes {row.Needed:N0}: {row.Missing:N0} are missing.{alone}"),
        };
    }
}
