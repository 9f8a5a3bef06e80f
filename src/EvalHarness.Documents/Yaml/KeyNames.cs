using System.Text;

namespace EvalHarness.Yaml;

/// <summary>How the names of C# are written in YAML.</summary>
internal static class KeyNames
{
    /// <summary>A C# name as YAML writes it: <c>MaxTokens</c> is <c>max_tokens</c>.</summary>
    public static string Of(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && !char.IsUpper(name[i - 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}
