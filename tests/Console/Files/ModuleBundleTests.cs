using ImageClassification.Console.Files;

namespace ImageClassification.Console.Tests.Files;

public sealed class ModuleBundleTests
{
    [Fact]
    public void A_module_is_a_block_behind_those_that_it_imports()
    {
        var modules = new Dictionary<string, string>
        {
            ["app.js"] = "import { b } from './b.js';\nimport { a } from './a.js';\nb(a);\n",
            ["a.js"] = "export const a = 1;\n",
            ["b.js"] = "import { a } from './a.js';\nexport async function* b() {}\nexport class C {}\n",
        };

        var script = ModuleBundle.Of(modules, "app.js");

        script.ShouldBe("""
            const modules = {};
            {
            const a = 1;
            modules['a.js'] = { a };
            }
            {
            const { a } = modules['a.js'];
            async function* b() {}
            class C {}
            modules['b.js'] = { b, C };
            }
            {
            const { b } = modules['b.js'];
            const { a } = modules['a.js'];
            b(a);
            modules['app.js'] = {  };
            }

            """);
    }

    [Theory]
    [InlineData("import './b.js';")]
    [InlineData("import b from './b.js';")]
    [InlineData("import * as b from './b.js';")]
    [InlineData("import { b as c } from './b.js';")]
    [InlineData("import { b } from 'https://elsewhere.example/b.js';")]
    [InlineData("export default 1;")]
    [InlineData("export let b;")]
    [InlineData("export { b };")]
    [InlineData("import { b } from './missing.js';")]
    [InlineData("import { a } from './app.js';")]
    public void What_cannot_be_joined_stops_the_start(string line)
    {
        var modules = new Dictionary<string, string> { ["app.js"] = line + "\n", ["b.js"] = "export const b = 1;\n" };

        var join = () => ModuleBundle.Of(modules, "app.js");

        join.ShouldThrow<InvalidOperationException>();
    }
}
