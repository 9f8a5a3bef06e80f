using EvalHarness.Core;
using EvalHarness.Models.Endpoints;
using EvalHarness.Models.Providers;
using EvalHarness.Prompts;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Endpoints of any form: that the places of their bodies can be filled in, and that paths are paths.</summary>
internal static class HttpChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models)
        {
            if (model.Provider is Http http)
            {
                CheckMethod(suite, http);
                CheckPaths(suite, http);
                CheckBody(suite, model, http);
            }
        }
    }

    private static void CheckMethod(SuiteChecks suite, Http http)
    {
        if (!Http.Methods.Contains(http.Method, StringComparer.OrdinalIgnoreCase))
        {
            suite.Findings.Add(
                suite.Places.At(http, "method"),
                $"{Wording.Quote(http.Method)} for 'method'",
                Wording.List(Http.Methods),
                Spelling.Nearest(http.Method.ToUpperInvariant(), Http.Methods)
            );
        }
    }

    private static void CheckPaths(SuiteChecks suite, Http http)
    {
        foreach (var (key, path) in http.Written())
        {
            if (ReplyPath.Parse(path) is null)
            {
                string[] steps = key.Split('.');
                suite.Findings.Add(
                    suite.Places.At(http, [.. steps]),
                    $"{Wording.Quote(path)} for '{steps[^1]}'",
                    ReplyPath.Expected
                );
            }
        }
    }

    private static void CheckBody(SuiteChecks suite, ModelSpec model, Http http)
    {
        if (suite.Places.Value(http, "body") is not { } body)
        {
            return;
        }

        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in Texts(suite, body))
        {
            CheckText(suite, text, shown);
        }

        if (shown.All(TemplatePlaces.IsNoQuestion))
        {
            suite.Findings.Add(
                body.At,
                $"a body of model {Wording.Quote(model.Name)} that shows nothing of the question",
                $"{{{{{TemplatePlaces.Prompt}}}}}, {{{{{TemplatePlaces.Messages}}}}} or a field of the sample, in quotes"
            );
        }
    }

    /// <summary>The texts of a body; a key is none.</summary>
    private static IEnumerable<YamlScalar> Texts(SuiteChecks suite, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                return [scalar];
            case YamlSequence sequence:
                return sequence.Items.SelectMany(item => Texts(suite, item));
            default:
                var entries = ((YamlMapping)node).Entries;
                foreach (var entry in entries.Where(entry => entry.Key.Contains("{{", StringComparison.Ordinal)))
                {
                    suite.Findings.Add(entry.KeyAt, "a place in a key", "places in values alone");
                }

                return entries.SelectMany(entry => Texts(suite, entry.Value));
        }
    }

    private static void CheckText(SuiteChecks suite, YamlScalar text, HashSet<string> shown)
    {
        try
        {
            int indent = text.Style == YamlStyle.Block ? text.TextAt.Column - 1 : 0;
            var template = PromptTemplate.Parse(text.Text, text.TextAt, indent);
            shown.UnionWith(template.Fields);
            var told = new HashSet<Location>();
            foreach (var task in suite.Spec.Tasks)
            {
                var unknown = PromptChecks.Fields(suite, task) is { } fields
                    ? template.FindUnknown([.. TemplatePlaces.Names, .. fields])
                    : [];
                foreach (var fault in unknown.Where(fault => told.Add(fault.At)))
                {
                    suite.Findings.Add(fault);
                }
            }
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(fault);
            }
        }
    }
}
