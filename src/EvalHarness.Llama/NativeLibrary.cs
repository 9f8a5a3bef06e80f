using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using LLama.Exceptions;
using LLama.Native;

namespace EvalHarness.Llama;

/// <summary>llama.cpp's own code, loaded once for the process.</summary>
internal static class NativeLibrary
{
    private static readonly Lazy<string?> Loaded = new(Load);

    /// <summary>Name and version of what computes: part of a fingerprint, as another version gives other last digits.</summary>
    public const string Version = "LLamaSharp 0.30.0";

    /// <summary>Why it cannot be used on this machine; null where it can.</summary>
    public static string? Obstacle => Loaded.Value;

    /// <summary>
    /// Always the build for AVX2 on x64, also where the processor has more: the last digits of a probability differ from build to
    /// build, and a suite should say the same on every machine.
    /// </summary>
    private static string? Load()
    {
        bool isIntel = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
        if (isIntel && !Avx2.IsSupported)
        {
            return "a processor without AVX2";
        }

        try
        {
            // A program that loaded LLamaSharp by itself has chosen already.
            if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
            {
                // LLamaSharp 0.30.0 with WithAutoFallback(false) looks for CUDA alone, whatever else is asked for.
                NativeLibraryConfig
                    .All.WithLogCallback((_, _) => { })
                    .WithCuda(false)
                    .WithVulkan(false)
                    .WithAvx(AvxLevel.Avx2)
                    .WithSearchDirectory(Path.GetDirectoryName(typeof(NativeLibrary).Assembly.Location) ?? "./");
            }

            NativeApi.llama_empty_call();
            return null;
        }
        catch (Exception e)
            when (e is TypeInitializationException or RuntimeError or DllNotFoundException or BadImageFormatException)
        {
            return FormattableString.Invariant(
                $"no native library of llama.cpp for {RuntimeInformation.RuntimeIdentifier} that can be loaded"
            );
        }
    }
}
