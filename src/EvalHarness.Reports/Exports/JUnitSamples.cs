using System.Globalization;
using System.Xml;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Exports;

/// <summary>
/// The answers of a run as JUnit XML: a test suite for each task and model, a test case for each sample and repeat. A failure is a wrong
/// answer by the task's first metric that is right or wrong; an error is a failed request; what was not run is skipped.
/// </summary>
/// <remarks>
/// Where all metrics are graded, JUnit has no form for a score in parts: an answer that cannot be used fails, any other passes and tells
/// its score. No message quotes a prompt, an answer or a target.
/// </remarks>
/// <param name="xml">Takes the document.</param>
internal sealed class JUnitSamples(XmlWriter xml)
{
    /// <summary>Writes the suites of a task.</summary>
    /// <param name="run">Header of the run.</param>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public void Write(RunHeader run, ExportTask task, CancellationToken cancellationToken)
    {
        for (int model = 0; model < task.Scores.Models.Length; model++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteSuite(run, task, model);
        }
    }

    private void WriteSuite(RunHeader run, ExportTask task, int model)
    {
        var cells = task.Scores.Cells[model];
        var metric = task.ValuedMetrics.FirstOrDefault(one => one.IsBinary) ?? task.ValuedMetrics.FirstOrDefault();
        CellResult[] results =
        [
            .. Enumerable.Range(0, cells.Outcomes.Length).Select(cell => ResultOf(task, model, cell, metric)),
        ];
        string name = task.Scores.Models[model].Name;
        xml.WriteStartElement("testsuite");
        Attribute("name", $"{task.Name} › {name}");
        Attribute("tests", results.Length);
        Attribute("failures", results.Count(result => result == CellResult.Failure));
        Attribute("errors", results.Count(result => result == CellResult.Error));
        Attribute("skipped", results.Count(result => result == CellResult.Skipped));
        Attribute("time", Time(cells.LatencySeconds.Where(double.IsFinite).Sum()));
        Attribute("timestamp", run.StartedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        WriteProperties(run, task, name);
        for (int cell = 0; cell < results.Length; cell++)
        {
            WriteCase(run, task, model, cell, metric, results[cell]);
        }

        xml.WriteEndElement();
    }

    private void WriteProperties(RunHeader run, ExportTask task, string model)
    {
        xml.WriteStartElement("properties");
        Property("suite", run.Suite);
        Property("run", run.Id);
        Property("model", model);
        foreach (var metric in task.Metrics)
        {
            if (metric.RowOf(model)?.Estimate is { Value: { } value } estimate)
            {
                Property(metric.Name, Number(value));
                Property($"{metric.Name}.low", estimate.Low is { } low ? Number(low) : "unknown");
                Property($"{metric.Name}.high", estimate.High is { } high ? Number(high) : "unknown");
            }
        }

        xml.WriteEndElement();
    }

    private void WriteCase(RunHeader run, ExportTask task, int model, int cell, ExportMetric? metric, CellResult result)
    {
        var (scores, cells, epochs) = (task.Scores, task.Scores.Cells[model], task.Scores.Task.Epochs);
        string id = scores.Samples[cell / epochs].Id;
        xml.WriteStartElement("testcase");
        Attribute("classname", $"{run.Suite}.{task.Name}.{scores.Models[model].Name}");
        Attribute(
            "name",
            epochs == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id} #{(cell % epochs) + 1}")
        );
        if (double.IsFinite(cells.LatencySeconds[cell]))
        {
            Attribute("time", Time(cells.LatencySeconds[cell]));
        }

        string outcome = OutcomeWords.Word(cells.Outcomes[cell]).Replace('_', ' ');
        string score = metric?.Value(scores, model, cell) is { } value ? $"{metric.Name} {Number(value)}" : outcome;
        switch (result)
        {
            case CellResult.Skipped:
                xml.WriteStartElement("skipped");
                xml.WriteEndElement();
                break;
            case CellResult.Error:
                var failure = cells.Failures[cell];
                Message("error", failure?.Kind ?? "failed", $"the request failed {Number(failure?.Status)}".TrimEnd());
                break;
            case CellResult.Failure:
                Message(
                    "failure",
                    metric?.Name ?? "answer",
                    cells.Outcomes[cell] == Outcome.Answered ? score : $"{score}, {outcome}"
                );
                break;
            case CellResult.Pass:
                xml.WriteElementString("system-out", XmlCharacters.Clean(score));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        xml.WriteEndElement();
    }

    private static CellResult ResultOf(ExportTask task, int model, int cell, ExportMetric? metric)
    {
        var outcome = task.Scores.Cells[model].Outcomes[cell];
        if (outcome.IsMissing())
        {
            return outcome == Outcome.Failed ? CellResult.Error : CellResult.Skipped;
        }

        // Without a metric of single answers, equality with a target tells; graded ones tell no right from wrong.
        bool? isRight =
            metric is null ? task.IsRight(null, model, cell)
            : metric.Value(task.Scores, model, cell) is not { } value ? null
            : metric.IsBinary ? value >= 1
            : outcome == Outcome.Answered;
        return isRight switch
        {
            true => CellResult.Pass,
            false => CellResult.Failure,
            null => CellResult.Skipped,
        };
    }

    private void Message(string element, string type, string message)
    {
        xml.WriteStartElement(element);
        Attribute("type", type);
        Attribute("message", message);
        xml.WriteEndElement();
    }

    private void Property(string name, string value)
    {
        xml.WriteStartElement("property");
        Attribute("name", name);
        Attribute("value", value);
        xml.WriteEndElement();
    }

    private void Attribute(string name, string value) => xml.WriteAttributeString(name, XmlCharacters.Clean(value));

    private void Attribute(string name, int value) => Attribute(name, Number(value));

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Time(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);

    private enum CellResult
    {
        Pass,
        Failure,
        Error,
        Skipped,
    }
}
