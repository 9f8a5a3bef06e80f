using System.Runtime.CompilerServices;
using CsvHelper;

namespace EvalHarness.Tests.Models;

/// <summary>Rows of the headline data, as a model's context reads them.</summary>
internal static class HeadlineRows
{
    public static string FilePath => Path.Combine(Repository.Root, "suites", "finance", "data", "headlines.csv");

    public static async IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadAsync(
        string file,
        IReadOnlyDictionary<string, string> where,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        using var reader = CsvReader.Create(File.OpenRead(file), new CsvReaderOptions { HasHeader = false });
        reader.Read();
        string[] columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (int i = 0; i < columns.Length; i++)
            {
                row[columns[i]] = reader.GetString(i)!;
            }

            if (where.All(one => row[one.Key] == one.Value))
            {
                yield return row;
            }
        }
    }
}
