using EvalHarness.Conclusions;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Samples;

/// <summary>What evaluators and judges said of the answers that a page keeps.</summary>
/// <param name="scores">The scores of the task, with what evaluators said.</param>
internal sealed class KeptOpinions(TaskScores scores)
{
    private readonly Dictionary<int, List<AnswerVerdict>> verdicts = [];

    /// <summary>Keeps a verdict; a later one on the same replaces an earlier one, which failed.</summary>
    /// <param name="sample">Position of its sample.</param>
    /// <param name="verdict">The verdict.</param>
    public void Add(int sample, AnswerVerdict verdict)
    {
        if (!verdicts.TryGetValue(sample, out var all))
        {
            verdicts[sample] = all = [];
        }

        all.RemoveAll(one => KeyOf(one) == KeyOf(verdict));
        all.Add(verdict);
    }

    /// <summary>What was said of one answer: evaluators first, in the order of the metrics.</summary>
    /// <param name="sample">Position of the sample.</param>
    /// <param name="answers">What all models said about the sample, by model and epoch.</param>
    /// <param name="model">Place of the model.</param>
    /// <param name="epoch">The epoch.</param>
    public IEnumerable<Opinion> Of(int sample, Said?[][] answers, int model, int epoch)
    {
        var said = Opinion.Of(scores.Cells[model], (sample * scores.Task.Epochs) + epoch);
        return answers[model][epoch]?.Key is { } key && verdicts.TryGetValue(sample, out var all)
            ? said.Concat(
                all.Where(verdict => verdict.Judged == key || verdict.Against == key)
                    .Select(verdict => Of(verdict, key, answers))
            )
            : said;
    }

    private Opinion Of(AnswerVerdict verdict, string key, Said?[][] answers)
    {
        string by = $"judge {verdict.Judge}, {verdict.Model}";
        if (verdict.Against is { } second)
        {
            string other = verdict.Judged == key ? second : verdict.Judged;
            var models = scores.Models.Where((_, place) => answers[place].Any(said => said?.Key == other));
            by +=
                $", {(verdict.Judged == key ? "as A" : "as B")} against {string.Join(", ", models.Select(model => model.Name))}";
        }

        return new Opinion(by, verdict.Grade, verdict.Text is { } text ? [text] : []);
    }

    private static (string, string, int, string, string?) KeyOf(AnswerVerdict verdict) =>
        (verdict.Judge, verdict.Model, verdict.Repeat, verdict.Judged, verdict.Against);
}
