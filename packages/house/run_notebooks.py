"""Runs notebooks in Deno's Jupyter kernel, on the TypeScript sources of the packages, or opens them.

    /usr/bin/python3 packages/house/run_notebooks.py [--write] [notebook...]
    python3 packages/house/run_notebooks.py --open [option of Jupyter...]

Without names it runs all of examples/notebooks. Exits with 1 when a cell throws; --write stores the outputs in the
notebooks, as a fresh clone makes them. Debian packages: python3-nbclient jupyter-client.

--open starts Jupyter in that folder: the one on PATH, otherwise one that it installs into .cache first. Settings, checkpoints
and kernel stay in .cache, too; nothing is written outside the checkout but what you save.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import venv
from queue import Empty
from typing import NoReturn

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "examples" / "notebooks"
CACHE = ROOT / ".cache" / "jupyter"
KERNEL = "deno"  # what the notebooks ask for; ours comes before one of the user's
JUPYTERLAB = "jupyterlab==4.6.4"
GRACE = 0.1  # seconds; Deno may publish a cell's result just after it has said that it is idle


def main() -> int:
    write_kernel()
    os.environ["JUPYTER_PATH"] = str(CACHE)
    if "--open" in sys.argv:
        open_notebooks([a for a in sys.argv[1:] if a != "--open"])
    if "--write" in sys.argv:
        os.environ.pop("CXKIT_REAL_DATA", None)
    named = [pathlib.Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    return run(named or sorted(NOTEBOOKS.glob("*.ipynb")))


def write_kernel() -> None:
    """A kernel of this checkout alone."""
    deno = NOTEBOOKS / "node_modules/.bin/deno"
    if not deno.exists():
        sys.exit("notebooks need `pnpm install` first")
    spec = CACHE / "kernels" / KERNEL / "kernel.json"
    spec.parent.mkdir(parents=True, exist_ok=True)
    spec.write_text(
        json.dumps(
            {
                "argv": [str(deno), "jupyter", "--kernel", "--conn", "{connection_file}"],
                "display_name": "Deno (CXKit sources)",
                "language": "typescript",
                "env": {
                    "DENO_CONDITIONS": "@cxkit/source",
                    "DENO_DIR": str(ROOT / ".cache" / "deno"),
                    "DENO_NO_UPDATE_CHECK": "1",
                    "NO_COLOR": "1",
                },
            }
        )
    )


def open_notebooks(options: list[str]) -> NoReturn:
    """Becomes JupyterLab, or the older Notebook."""
    os.environ.update(
        JUPYTER_CONFIG_DIR=str(CACHE / "config"),
        JUPYTER_DATA_DIR=str(CACHE / "data"),
        JUPYTER_RUNTIME_DIR=str(CACHE / "runtime"),
        JUPYTERLAB_SETTINGS_DIR=str(CACHE / "lab"),
        JUPYTERLAB_WORKSPACES_DIR=str(CACHE / "workspaces"),
        IPYTHONDIR=str(CACHE / "ipython"),
        npm_config_cache=str(CACHE / "npm"),
    )
    program = shutil.which("jupyter-lab") or shutil.which("jupyter-notebook") or installed_lab()
    os.chdir(NOTEBOOKS)
    os.execv(program, [program, f"--FileCheckpoints.checkpoint_dir={CACHE / 'checkpoints'}", *options])


def installed_lab() -> str:
    """JupyterLab in a virtual environment inside .cache."""
    folder = CACHE / "environment"
    program = folder / ("Scripts" if os.name == "nt" else "bin") / "jupyter-lab"
    if not program.exists():
        print(f"no Jupyter found: installing {JUPYTERLAB} into {folder.relative_to(ROOT)}", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.check_call([program.with_name("python"), "-m", "pip", "install", "--quiet", JUPYTERLAB])
    return str(program)


def run(paths: list[pathlib.Path]) -> int:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionComplete, CellExecutionError
    from nbclient.util import ensure_async

    class Client(NotebookClient):
        async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
            idle = False
            while True:
                try:
                    message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=GRACE if idle else None))
                except Empty:
                    return
                if message["parent_header"].get("msg_id") == parent_msg_id:
                    try:
                        self.process_message(message, cell, cell_index)
                    except CellExecutionComplete:
                        idle = True

    passed = failed = 0
    for path in paths:
        started = time.monotonic()
        notebook = nbformat.read(path, as_version=4)
        client = Client(
            notebook,
            timeout=300,
            kernel_name=KERNEL,
            record_timing=False,
            resources={"metadata": {"path": str(path.resolve().parent)}},
        )
        try:
            client.execute()
            passed += 1
            print(f"ok   {path} ({time.monotonic() - started:.1f} s)", flush=True)
        except CellExecutionError as error:
            failed += 1
            print(f"FAIL {path}\n{error}", flush=True)
        if "--write" in sys.argv:
            nbformat.write(notebook, path)
    print(f"notebooks: {passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
