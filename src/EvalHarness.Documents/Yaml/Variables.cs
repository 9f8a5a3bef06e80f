using System.Text;
using System.Text.RegularExpressions;

namespace EvalHarness.Yaml;

/// <summary>Environment variables in values: <c>${NAME}</c>, <c>${NAME:-default}</c>; <c>$${</c> writes the two characters.</summary>
/// <param name="lookup">The value of a variable; null when it is not set.</param>
/// <param name="areSecretsElsewhere">Whether secrets are other machines' to know, so that their variables need not be set here; false by default.</param>
internal sealed partial class Variables(Func<string, string?> lookup, bool areSecretsElsewhere = false)
{
    /// <summary>No variable is set.</summary>
    public static Variables None { get; } = new(_ => null);

    /// <summary>Whether secrets are other machines' to know, so that their variables need not be set here.</summary>
    public bool AreSecretsElsewhere => areSecretsElsewhere;

    /// <summary>Whether a text names a variable.</summary>
    public static bool IsIn(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>Whether anything in a node comes from the environment.</summary>
    public static bool AreIn(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => IsIn(scalar.Text),
            YamlSequence sequence => sequence.Items.Any(AreIn),
            YamlMapping mapping => mapping.Entries.Any(entry => AreIn(entry.Value)),
            _ => false,
        };

    /// <summary>Whether a text holds anything besides variables without defaults: what a secret must not.</summary>
    public static bool HasLiteral(string text) =>
        Reference().Replace(text, match => match.Groups["default"].Value).Length > 0;

    /// <summary>The text with its variables replaced; null, with the faults, when one is absent.</summary>
    public string? Resolve(YamlScalar scalar, FaultCollector findings, BindScope scope)
    {
        if (!IsIn(scalar.Text))
        {
            return scalar.Text;
        }

        string text = scalar.Text;
        var resolved = new StringBuilder();
        bool isWhole = true;
        for (int done = 0; done < text.Length; )
        {
            int start = text.IndexOf("${", done, StringComparison.Ordinal);
            if (start < 0)
            {
                resolved.Append(text, done, text.Length - done);
                break;
            }

            if (start > done && text[start - 1] == '$')
            {
                resolved.Append(text, done, start - 1 - done).Append("${");
                done = start + 2;
                continue;
            }

            resolved.Append(text, done, start - done);
            var match = Reference().Match(text, start);
            isWhole &= match.Success && match.Index == start;
            if (!match.Success || match.Index != start)
            {
                findings.Add(
                    scalar.Locate(start),
                    "a '${' that names no variable",
                    "${NAME}, ${NAME:-default}, or $${ for the characters"
                );
                done = start + 2;
                continue;
            }

            isWhole &= Append(match, resolved, scalar, findings, scope);
            done = start + match.Length;
        }

        return isWhole ? resolved.ToString() : null;
    }

    /// <summary>The variables of a text that are not set and have no default.</summary>
    public IEnumerable<string> Absent(string text) =>
        Reference()
            .Matches(text.Replace("$${", "", StringComparison.Ordinal))
            .Where(match =>
                !match.Groups["default"].Success && string.IsNullOrEmpty(lookup(match.Groups["name"].Value))
            )
            .Select(match => match.Groups["name"].Value)
            .Distinct();

    private bool Append(
        Match match,
        StringBuilder resolved,
        YamlScalar scalar,
        FaultCollector findings,
        BindScope scope
    )
    {
        string name = match.Groups["name"].Value;
        string? value = lookup(name);
        if (string.IsNullOrEmpty(value) && match.Groups["default"].Success)
        {
            value = match.Groups["default"].Value;
        }

        if (value is null && !scope.IsSkipped)
        {
            findings.Add(
                scalar.Locate(match.Index),
                $"the variable {name} is not set" + (scope.Owner is null ? "" : $", and {scope.Owner} needs it"),
                "it in the environment, or a default: ${"
                    + name
                    + ":-default}"
                    + (scope.Owner is null ? "" : ", or 'when: ${" + name + "}' to skip it without")
            );
        }

        resolved.Append(value);
        return value is not null;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
