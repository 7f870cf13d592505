@echo off
rem The native libraries that decode and classify are Linux ones: Windows runs ./dev in WSL, from the current folder.
wsl -e true >nul 2>&1 || (echo dev needs the Windows Subsystem for Linux with a distribution: run wsl --install, restart, then run this again. 1>&2 & exit /b 1)
for /f "usebackq delims=" %%d in (`wsl -e wslpath -a "%~dp0dev"`) do wsl -e sh "%%d" %*
