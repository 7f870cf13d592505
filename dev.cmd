@echo off
rem The native libraries that decode and classify on one machine are Linux ones: Windows runs ./dev in WSL.
where /q wsl || (echo The Windows Subsystem for Linux is missing: wsl --install 1>&2 & exit /b 1)
wsl --cd "%~dp0." ./dev %*
