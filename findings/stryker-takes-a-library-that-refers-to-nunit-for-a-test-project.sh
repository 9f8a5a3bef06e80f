#!/usr/bin/env bash
# dotnet-stryker 5.1.0: a library that refers to NUnit (constraints of one's own, say) and to the project to be mutated is taken for a
# test project itself, although `test-projects` names another one alone. It has no test host, so discovery fails and nothing is
# mutated. Guessed: the projects named are the ones that are run. <IsTestProject>false</IsTestProject> in the library mends it.
# Seen: exit code 1 with 'Test discovery failed' for the library; with the property exit code 0 and a mutation score of 100 %.
set -uo pipefail
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

mkdir Sums Constraints Sums.Tests
cat > Sums/Sums.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
X
echo 'namespace Sums; public static class Sum { public static int Of(int a, int b) => a + b; }' > Sums/Sum.cs
cat > Constraints/Constraints.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="NUnit" Version="5.0.0" /><ProjectReference Include="../Sums/Sums.csproj" /></ItemGroup></Project>
X
echo 'namespace Constraints; public static class Is { public static NUnit.Framework.Constraints.EqualConstraint Five => NUnit.Framework.Is.EqualTo((object)5); }' > Constraints/Is.cs
cat > Sums.Tests/Sums.Tests.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsTestProject>true</IsTestProject></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
    <PackageReference Include="NUnit" Version="5.0.0" />
    <PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />
    <ProjectReference Include="../Sums/Sums.csproj" />
    <ProjectReference Include="../Constraints/Constraints.csproj" />
  </ItemGroup></Project>
X
echo 'public sealed class SumTests { [NUnit.Framework.Test] public void Two_and_three_are_five() => NUnit.Framework.Assert.That((object)Sums.Sum.Of(2, 3), Constraints.Is.Five); }' > Sums.Tests/SumTests.cs
echo '{ "stryker-config": { "project": "Sums.csproj", "test-projects": ["../Sums.Tests/Sums.Tests.csproj"], "reporters": ["cleartext"] } }' > Sums/stryker-config.json
dotnet new tool-manifest >/dev/null && dotnet tool install dotnet-stryker --version 5.1.0 >/dev/null || exit 1

run() { (cd Sums && dotnet stryker 2>&1); }
first=$(run)
code=$?
echo "as it is: exit $code; $(grep -c 'Test discovery failed' <<< "$first") line(s) 'Test discovery failed', of $(grep -o 'Constraints\.dll' <<< "$first" | head -1)"
[ "$code" -ne 0 ] && grep -q 'Test discovery failed' <<< "$first" && grep -q 'Constraints\.dll' <<< "$first" || { echo 'changed: the library is left alone'; exit 1; }

sed -i 's|</PropertyGroup>|<IsTestProject>false</IsTestProject></PropertyGroup>|' Constraints/Constraints.csproj
second=$(run)
code=$?
echo "told to be none: exit $code; $(grep -o 'The final mutation score is .*' <<< "$second" | head -1)"
[ "$code" -eq 0 ] && grep -q 'final mutation score' <<< "$second" || { echo 'changed: the property does not help'; exit 1; }
