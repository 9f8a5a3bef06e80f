using System.Text;
using System.Xml;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Reports.Exports;

namespace EvalHarness.Reports.Writers;

/// <summary>The answers of a run as JUnit XML, <c>junit.xml</c>.</summary>
[Keyword("junit")]
internal sealed record JUnitWriter : IReportWriter
{
    /// <inheritdoc/>
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, "junit.xml");
        await WholeFile.WriteAsync(
            path,
            (stream, token) =>
            {
                Write(evaluation, stream, token);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        return path;
    }

    private static void Write(Evaluation evaluation, Stream stream, CancellationToken cancellationToken)
    {
        using var xml = XmlWriter.Create(
            stream,
            new XmlWriterSettings
            {
                Indent = true,
                NewLineChars = "\n",
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            }
        );
        xml.WriteStartElement("testsuites");
        var samples = new JUnitSamples(xml);
        foreach (var task in ExportTask.Of(evaluation))
        {
            samples.Write(evaluation.Scores.Header, task, cancellationToken);
        }

        xml.WriteEndElement();
    }
}
